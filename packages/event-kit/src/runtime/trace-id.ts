/** The id of the trace that this invocation belongs to, such as `1-68e7b2f4-0123456789abcdef01234567`; `undefined` when there is none. */
export const currentTraceId = (): string | undefined => /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1];
