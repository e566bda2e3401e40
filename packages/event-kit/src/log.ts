/** Where a use case writes what a person may want to know later. Each line has the ids of the event in hand. */
export interface Log {
  debug(message: string, more?: LogExtra): void;
  info(message: string, more?: LogExtra): void;
  warn(message: string, more?: LogExtra): void;
  error(message: string, more?: LogExtra): void;
}

/** An error, or what belongs to the line. */
export type LogExtra = Error | Readonly<Record<string, unknown>>;
