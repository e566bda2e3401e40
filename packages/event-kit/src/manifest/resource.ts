import { EventKitError } from '../errors.ts';

/**
 * Something a function may touch. Infra creates it, grants the actions that the manifest lists and sets the environment
 * variable, in which the handler finds its name.
 */
export interface Resource {
  readonly kind: 'table' | 'bucket' | 'queue';
  /** In kebab-case, unique in the repository. */
  readonly name: string;
  /** The environment variable that holds the deployed name (of a queue, its URL). */
  readonly environmentVariable: string;
}

/** A DynamoDB table, billed by request, with point-in-time recovery. */
export interface Table extends Resource {
  readonly kind: 'table';
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** The attribute that holds the time, in seconds since 1970, after which an item may be deleted. */
  readonly timeToLive?: string;
}

/** A private, encrypted, versioned bucket that notifies the default bus. */
export interface Bucket extends Resource {
  readonly kind: 'bucket';
  /** Days after which objects are deleted. */
  readonly expireAfterDays: number;
}

/** A standard queue for what must be looked at by a person. */
export interface Queue extends Resource {
  readonly kind: 'queue';
}

/** An address outside of AWS to which events are sent, as CloudEvents. Its URL and key are variables of the stack's workspace. */
export interface ApiDestination {
  readonly kind: 'api-destination';
  /** In kebab-case, unique in the repository. */
  readonly name: string;
  /** What is there, in a sentence. */
  readonly summary: string;
  /** The header that the key is sent in. @default x-api-key */
  readonly keyHeader: string;
  /** Requests a second, 1 to 300. @default 300 */
  readonly perSecondMax: number;
}

/** Where API destinations lead in dev: a name kept for examples, so that nobody is called who did not ask for it, https://www.rfc-editor.org/rfc/rfc2606 */
export const NOBODYS_ADDRESS = 'https://receiver.example/';

export type TableAction =
  | 'GetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'Query'
  | 'ConditionCheckItem'
  | 'BatchWriteItem'
  | 'BatchGetItem';
export type BucketAction = 'GetObject' | 'GetObjectVersion' | 'PutObject' | 'ListBucket';
export type QueueAction = 'SendMessage';

/** What a function may do with a resource, in IAM's own words. */
export interface Grant {
  readonly resource: Table | Bucket | Queue;
  readonly actions: readonly string[];
}

export const defineTable = (table: Omit<Table, 'kind' | 'environmentVariable'>): Table => ({
  ...table,
  kind: 'table',
  environmentVariable: environmentVariable(table.name, 'TABLE'),
});

export const defineBucket = (bucket: Omit<Bucket, 'kind' | 'environmentVariable'>): Bucket => ({
  ...bucket,
  kind: 'bucket',
  environmentVariable: environmentVariable(bucket.name, 'BUCKET'),
});

export const defineQueue = (queue: Omit<Queue, 'kind' | 'environmentVariable'>): Queue => ({
  ...queue,
  kind: 'queue',
  environmentVariable: environmentVariable(queue.name, 'QUEUE_URL'),
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html */
const CALLS_PER_SECOND_MAX = 300;

/**
 * Declares an address outside of AWS.
 *
 * @throws EventKitError `INVALID_DECLARATION` for a rate that EventBridge can't keep to
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export const defineApiDestination = (
  destination: Pick<ApiDestination, 'name' | 'summary'> & Partial<Omit<ApiDestination, 'kind'>>,
): ApiDestination => {
  const { perSecondMax = CALLS_PER_SECOND_MAX } = destination;
  if (!Number.isInteger(perSecondMax) || perSecondMax < 1 || perSecondMax > CALLS_PER_SECOND_MAX)
    throw new EventKitError(
      'INVALID_DECLARATION',
      `API destination ${destination.name}: perSecondMax must be a whole number from 1 to ${CALLS_PER_SECOND_MAX}, and is ${perSecondMax}.`,
    );
  return { keyHeader: 'x-api-key', ...destination, perSecondMax, kind: 'api-destination' };
};

/**
 * Grants a function actions on a resource.
 *
 * @example
 * ```ts
 * uses: [may(orderTable, 'PutItem', 'UpdateItem')]
 * ```
 */
export function may(table: Table, ...actions: readonly TableAction[]): Grant;
export function may(bucket: Bucket, ...actions: readonly BucketAction[]): Grant;
export function may(queue: Queue, ...actions: readonly QueueAction[]): Grant;
export function may(resource: Table | Bucket | Queue, ...actions: readonly string[]): Grant {
  return { resource, actions };
}

const environmentVariable = (name: string, suffix: string): string => `${name.toUpperCase().replaceAll('-', '_')}_${suffix}`;
