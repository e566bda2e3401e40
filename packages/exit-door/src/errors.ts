export type ExitDoorErrorCode =
  /** The app could not be synthesized, with one set of packages or the other. */
  'NOT_SYNTHESIZED';

export class ExitDoorError extends Error {
  override readonly name = 'ExitDoorError';
  readonly code: ExitDoorErrorCode;
  readonly retryable = false;

  constructor(code: ExitDoorErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
