/**
 * An error in the form of an AWS service. `code` is AWS's own error code; the endpoint writes it in the protocol of the
 * service that threw it (JSON `__type`, or XML `<Code>`).
 *
 * @example
 * ```ts
 * throw new AwsError('ResourceNotFoundException', 'Event bus orders does not exist.');
 * ```
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Further members of the error's shape, such as `Item` or `CancellationReasons`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { readonly status?: number; readonly fields?: Record<string, unknown>; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}

/** The error for an operation that AWS has and local-aws does not implement: reported, never ignored. */
export const notImplemented = (service: string, operation: string): AwsError =>
  new AwsError(
    'NotImplemented',
    `local-aws does not implement ${service} ${operation}. The call had no effect; ` +
      'packages/local-aws/README.md lists the operations that it implements.',
    { status: 501 },
  );
