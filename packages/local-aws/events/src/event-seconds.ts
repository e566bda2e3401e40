/** EventBridge writes whole seconds. */
export const eventSeconds = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
