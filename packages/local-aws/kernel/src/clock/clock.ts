/** Time as a port: everything in local-aws that waits or stamps asks this and nothing else. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Runs `run` once, at `timeMs` or as soon after it as possible. The answer cancels it. */
  at(timeMs: number, run: () => void): () => void;
}
