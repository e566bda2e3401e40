/** Time as a port: every timer and timestamp in local-aws uses this clock and no other. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Runs `run` once, at `timeMs` or as soon after it as possible. @returns a function that cancels it. */
  at(timeMs: number, run: () => void): () => void;
}
