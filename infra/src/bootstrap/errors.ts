export type BootstrapErrorCode =
  /** No HCP Terraform organisation is configured. */
  | 'NO_ORGANIZATION'
  /** The place for the state is unknown. */
  | 'UNKNOWN_STATE'
  /** A stack has a resource that no apply role may manage yet. */
  | 'UNMANAGED_TYPE';

export class BootstrapError extends Error {
  override readonly name = 'BootstrapError';
  readonly code: BootstrapErrorCode;
  readonly retryable = false;

  constructor(code: BootstrapErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
