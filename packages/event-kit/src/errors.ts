/** All errors of event-kit. Check an error by its `code`, not by `instanceof`: a bundle may contain two copies of a class. */
export type EventKitErrorCode =
  /** An event does not fit the contract that its subscription names. */
  | 'INVALID_EVENT'
  /** An event arrived that the function's manifest does not consume. */
  | 'UNEXPECTED_EVENT'
  /** A message is not a command that the function handles, or does not fit the command's contract. */
  | 'INVALID_COMMAND'
  /** An outbox item is not an event that the function publishes. */
  | 'INVALID_OUTBOX_ITEM'
  /** The input of a directly invoked function does not match its schema. */
  | 'INVALID_INPUT'
  /** Data given to the publisher does not fit the contract. */
  | 'INVALID_DATA'
  /** EventBridge rejected one or more entries, although the publisher retried them. */
  | 'PUBLISH_FAILED'
  /** The data of an event that travels by claim check could not be read. */
  | 'CLAIM_UNAVAILABLE'
  /** The data of an event that travels by claim check differs from the published data. */
  | 'CLAIM_BROKEN'
  /** The query for a thin event's whole data failed. */
  | 'ENRICHMENT_FAILED'
  /** A GraphQL API did not answer, or answered with errors. */
  | 'CALL_FAILED'
  /** An environment variable that infra sets from the manifest is missing. */
  | 'MISSING_ENVIRONMENT'
  /** A contract or manifest contradicts itself. */
  | 'INVALID_DECLARATION';

export class EventKitError extends Error {
  override readonly name = 'EventKitError';
  readonly code: EventKitErrorCode;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;

  constructor(code: EventKitErrorCode, message: string, options: { readonly retryable?: boolean; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
