import { checkName, checkWhole, type Refuse, refusing, repeated } from '../refuse.ts';
import {
  API_DESTINATION_NAME_LENGTH_MAX,
  BUCKET_NAME_LENGTH_MAX,
  QUEUE_NAME_LENGTH_MAX,
  TABLE_NAME_LENGTH_MAX,
} from './deployed-length.ts';
import { CALLS_PER_SECOND, EXPIRE_AFTER_DAYS, KEY_NAME_LENGTH_MAX } from './limits.ts';

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

/** A table as Powertools' idempotency uses it: declared with `idempotencyTable`. */
export interface IdempotencyTable extends Table {
  readonly partitionKey: typeof IDEMPOTENCY_KEYS.partitionKey;
  readonly timeToLive: typeof IDEMPOTENCY_KEYS.timeToLive;
  readonly sortKey?: never;
}

/** A private, encrypted, versioned bucket that notifies the default bus. */
export interface Bucket extends Resource {
  readonly kind: 'bucket';
  /** Days after which objects are deleted, a whole number of at least 1. */
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

const ACTIONS = {
  table: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'ConditionCheckItem', 'BatchWriteItem', 'BatchGetItem'],
  bucket: ['GetObject', 'GetObjectVersion', 'PutObject', 'ListBucket'],
  queue: ['SendMessage'],
} as const;

export type TableAction = (typeof ACTIONS.table)[number];
export type BucketAction = (typeof ACTIONS.bucket)[number];
export type QueueAction = (typeof ACTIONS.queue)[number];

/** What a function may do with a resource, in IAM's own words. */
export interface Grant {
  readonly resource: Table | Bucket | Queue;
  readonly actions: readonly string[];
}

/** @throws EventKitError `INVALID_DECLARATION` for names that DynamoDB refuses */
export const defineTable = (table: Omit<Table, 'kind' | 'environmentVariable'>): Table => {
  const refuse = refusing(`Table ${table.name}`);
  checkName(refuse, 'name', table.name, TABLE_NAME_LENGTH_MAX);
  const { partitionKey, sortKey, timeToLive } = table;
  const attributes = Object.entries({ partitionKey, sortKey, timeToLive }).filter(([, attribute]) => attribute !== undefined);
  for (const [property, attribute = ''] of attributes) {
    if (attribute.length < 1 || attribute.length > KEY_NAME_LENGTH_MAX)
      refuse(`${property} must have 1 to ${KEY_NAME_LENGTH_MAX} characters.`);
  }
  for (const [property, attribute] of repeated(attributes, ([, name]) => name))
    refuse(`${property} is "${attribute}", as another of its attributes. Give each a name of its own.`);
  return { ...table, kind: 'table', environmentVariable: environmentVariable(table.name, 'TABLE') };
};

/** The attributes that Powertools' idempotency writes, https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/ */
const IDEMPOTENCY_KEYS = { partitionKey: 'id', timeToLive: 'expiration' } as const;

/**
 * Declares the table in which a function remembers what it has done: `idempotency: { table }` in its manifest, `once` in its handler.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 */
export const idempotencyTable = ({ name }: Pick<Table, 'name'>): IdempotencyTable => {
  const { kind, environmentVariable } = defineTable({ name, ...IDEMPOTENCY_KEYS });
  return { name, ...IDEMPOTENCY_KEYS, kind, environmentVariable };
};

export const isIdempotencyTable = ({ partitionKey, timeToLive, sortKey }: Table): boolean =>
  partitionKey === IDEMPOTENCY_KEYS.partitionKey && timeToLive === IDEMPOTENCY_KEYS.timeToLive && sortKey === undefined;

/** @throws EventKitError `INVALID_DECLARATION` */
export const defineBucket = (bucket: Omit<Bucket, 'kind' | 'environmentVariable'>): Bucket => {
  const refuse = refusing(`Bucket ${bucket.name}`);
  checkName(refuse, 'name', bucket.name, BUCKET_NAME_LENGTH_MAX);
  checkWhole(refuse, 'expireAfterDays', bucket.expireAfterDays, EXPIRE_AFTER_DAYS);
  return { ...bucket, kind: 'bucket', environmentVariable: environmentVariable(bucket.name, 'BUCKET') };
};

/** @throws EventKitError `INVALID_DECLARATION` */
export const defineQueue = (queue: Omit<Queue, 'kind' | 'environmentVariable'>): Queue => {
  checkName(refusing(`Queue ${queue.name}`), 'name', queue.name, QUEUE_NAME_LENGTH_MAX);
  return { ...queue, kind: 'queue', environmentVariable: environmentVariable(queue.name, 'QUEUE_URL') };
};

/** A header's name, https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * Declares an address outside of AWS.
 *
 * @throws EventKitError `INVALID_DECLARATION` for a rate that EventBridge can't keep to
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export const defineApiDestination = (
  destination: Pick<ApiDestination, 'name' | 'summary'> & Partial<Omit<ApiDestination, 'kind'>>,
): ApiDestination => {
  const { name, keyHeader = 'x-api-key', perSecondMax = CALLS_PER_SECOND.max } = destination;
  const refuse = refusing(`API destination ${name}`);
  checkName(refuse, 'name', name, API_DESTINATION_NAME_LENGTH_MAX);
  checkWhole(refuse, 'perSecondMax', perSecondMax, CALLS_PER_SECOND);
  if (!HEADER_NAME.test(keyHeader)) refuse(`keyHeader is "${keyHeader}", which is not a header's name. Write one such as x-api-key.`);
  return { ...destination, keyHeader, perSecondMax, kind: 'api-destination' };
};

/**
 * Grants a function actions on a resource.
 *
 * @throws EventKitError `INVALID_DECLARATION` for no action, or one that the resource does not have
 * @example
 * ```ts
 * uses: [may(orderTable, 'PutItem', 'UpdateItem')]
 * ```
 */
export function may(table: Table, ...actions: readonly TableAction[]): Grant;
export function may(bucket: Bucket, ...actions: readonly BucketAction[]): Grant;
export function may(queue: Queue, ...actions: readonly QueueAction[]): Grant;
export function may(resource: Table | Bucket | Queue, ...actions: readonly string[]): Grant {
  const refuse = refusing(`may(${resource.name})`);
  const known: readonly string[] = ACTIONS[resource.kind];
  if (actions.length === 0) refuse(`it names no action. Write which: ${known.join(', ')}.`);
  for (const action of actions) checkAction(action, known, refuse);
  return { resource, actions };
}

const checkAction = (action: string, known: readonly string[], refuse: Refuse): void => {
  if (!known.includes(action)) refuse(`"${action}" is not an action that may be granted. Write ${known.join(' or ')}.`);
};

const environmentVariable = (name: string, suffix: string): string => `${name.toUpperCase().replaceAll('-', '_')}_${suffix}`;
