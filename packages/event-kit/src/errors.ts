/** Everything that can go wrong in event-kit. Check an error by its `code`, not by `instanceof`: a bundle may hold two copies of a class. */
export type EventKitErrorCode =
  /** An event does not fit the contract that its subscription names. */
  | 'INVALID_EVENT'
  /** An event arrived that the function's manifest does not consume. */
  | 'UNEXPECTED_EVENT'
  /** A function that is invoked directly was given something else than it takes. */
  | 'INVALID_INPUT'
  /** Data given to the publisher does not fit the contract. */
  | 'INVALID_DATA'
  /** EventBridge did not take one or more entries, although they were retried. */
  | 'PUBLISH_FAILED'
  /** The data of an event that travels by claim check could not be read. */
  | 'CLAIM_UNAVAILABLE'
  /** The data of an event that travels by claim check is not what was published. */
  | 'CLAIM_BROKEN'
  /** A thin event's whole data could not be asked for. */
  | 'ENRICHMENT_FAILED'
  /** An environment variable that the manifest makes infra set is not there. */
  | 'MISSING_ENVIRONMENT'
  /** A contract or manifest contradicts itself. */
  | 'INVALID_DECLARATION';

export class EventKitError extends Error {
  override readonly name = 'EventKitError';
  readonly code: EventKitErrorCode;
  /** Whether the same call may succeed later without anything being changed. */
  readonly retryable: boolean;

  constructor(code: EventKitErrorCode, message: string, options: { readonly retryable?: boolean; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
