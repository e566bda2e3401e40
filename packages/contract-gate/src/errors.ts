export type ContractGateErrorCode =
  /** A contract workspace could not be loaded. */
  | 'CONTRACTS_UNREADABLE'
  /** A published schema does not have the form that `plumb contracts publish` writes. */
  | 'SCHEMA_UNREADABLE'
  /** Two contracts declare one version of an event. */
  | 'DECLARED_TWICE';

export class ContractGateError extends Error {
  override readonly name = 'ContractGateError';
  readonly code: ContractGateErrorCode;
  readonly retryable = false;

  constructor(code: ContractGateErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
