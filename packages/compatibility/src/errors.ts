export type CompatibilityErrorCode =
  /** The input is not a JSON Schema of the 2020-12 dialect. */
  'INVALID_SCHEMA';

export class CompatibilityError extends Error {
  override readonly name = 'CompatibilityError';
  readonly code: CompatibilityErrorCode;
  readonly retryable = false;

  constructor(code: CompatibilityErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
