/** The id of the trace that an `X-Amzn-Trace-Id` header names, such as `1-68e7b2f4-0123456789abcdef01234567`. */
export const traceIdOf = (header: string | undefined): string | undefined => /Root=([^;]+)/.exec(header ?? '')?.[1];

/** The id of this invocation's trace; `undefined` without a trace. */
export const currentTraceId = (): string | undefined => traceIdOf(process.env._X_AMZN_TRACE_ID);
