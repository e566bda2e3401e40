/** The log of a use case. Each line has the ids of the current event. */
export interface Log {
  debug(message: string, more?: LogExtra): void;
  info(message: string, more?: LogExtra): void;
  warn(message: string, more?: LogExtra): void;
  error(message: string, more?: LogExtra): void;
}

/** An error, or further fields of the line. */
export type LogExtra = Error | Readonly<Record<string, unknown>>;
