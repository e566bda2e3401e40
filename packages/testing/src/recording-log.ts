import type { Log, LogExtra } from '@plumbline/event-kit';

/** A line that a use case logged. */
export interface LoggedLine {
  readonly level: keyof Log;
  readonly message: string;
  readonly more: LogExtra | undefined;
}

/** A log that keeps its lines. */
export const recordingLog = (): { readonly log: Log; readonly lines: readonly LoggedLine[] } => {
  const lines: LoggedLine[] = [];
  const write =
    (level: keyof Log) =>
    (message: string, more?: LogExtra): void =>
      void lines.push({ level, message, more });
  return { log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }, lines };
};
