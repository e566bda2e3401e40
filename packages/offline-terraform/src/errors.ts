export type OfflineTerraformErrorCode =
  /** The folder has no synthesized Terraform. */
  | 'NOT_SYNTHESIZED'
  /** The generated code of the provider bindings has a form that is not known here: they were probably updated. */
  | 'UNKNOWN_BINDING'
  /** The provider was asked for a type whose schema it does not serve. */
  | 'UNKNOWN_TYPE'
  /** A variable names a provider or an account that does not exist. */
  | 'UNKNOWN_PROVIDER'
  /** A stack is not of the environment dev, and would be applied for real and destroyed. */
  | 'NOT_DEV'
  /** Terraform could not destroy resources that it applied for real. */
  | 'NOT_DESTROYED'
  /** Terraform could not be started. A failure of Terraform itself is a result, not an error. */
  | 'NOT_STARTED';

export class OfflineTerraformError extends Error {
  override readonly name = 'OfflineTerraformError';
  readonly code: OfflineTerraformErrorCode;
  readonly retryable = false;

  constructor(code: OfflineTerraformErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
