import { checkName, checkWhole, type Refuse, refusing, repeated } from '../refuse.ts';
import {
  API_DESTINATION_NAME_LENGTH_MAX,
  BUCKET_NAME_LENGTH_MAX,
  QUEUE_NAME_LENGTH_MAX,
  TABLE_NAME_LENGTH_MAX,
} from './deployed-length.ts';
import { CALLS_PER_SECOND, EXPIRE_AFTER_DAYS, INDEX_NAME_LENGTH_MAX, INDEXES_MAX, KEY_NAME_LENGTH_MAX } from './limits.ts';

/**
 * A resource that a function may use. Infra creates it, grants the actions that the manifest lists, and sets the environment variable with
 * its name for the handler.
 */
export interface Resource {
  readonly kind: 'table' | 'bucket' | 'queue' | 'topic' | 'mail-sender' | 'workflow' | 'graphql-api';
  /** In kebab-case, unique in the repository. */
  readonly name: string;
  /** The environment variable with the deployed name (for a queue or GraphQL API its URL, for a topic or workflow its ARN, for a mail sender its address). */
  readonly environmentVariable: string;
}

/** The actions that a function or workflow may call on a resource, with IAM's names. */
export interface Grant {
  readonly resource: Resource;
  readonly actions: readonly string[];
}

/** A DynamoDB table, billed by request, with point-in-time recovery. */
export interface Table extends Resource {
  readonly kind: 'table';
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** The attribute that holds the time, in seconds since 1970, after which an item may be deleted. */
  readonly timeToLive?: string;
  /** Global secondary indexes, with all attributes. @default none */
  readonly indexes?: readonly TableIndex[];
}

/** A further order of a table's items. */
export interface TableIndex {
  /** In kebab-case. */
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
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

/** A standard queue for manual work. */
export interface Queue extends Resource {
  readonly kind: 'queue';
}

/** An address outside AWS to which EventBridge sends CloudEvents. Its URL and key are variables of the stack's workspace. */
export interface ApiDestination {
  readonly kind: 'api-destination';
  /** In kebab-case, unique in the repository. */
  readonly name: string;
  /** A description of the receiver, in one sentence. */
  readonly summary: string;
  /** The header that the key is sent in. @default x-api-key */
  readonly keyHeader: string;
  /** Requests a second, 1 to 300. @default 300 */
  readonly perSecondMax: number;
}

/** The target of API destinations in dev: a domain that is reserved for examples, so that no real system is called, https://www.rfc-editor.org/rfc/rfc2606 */
export const NOBODYS_ADDRESS = 'https://receiver.example/';

/** @throws EventKitError `INVALID_DECLARATION` for names that DynamoDB rejects */
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
    refuse(`${property} is "${attribute}", like another of its attributes. Choose unique names.`);
  checkIndexes(table, refuse);
  return { ...table, kind: 'table', environmentVariable: environmentVariable(table.name, 'TABLE') };
};

const checkIndexes = ({ indexes = [] }: Pick<Table, 'indexes'>, refuse: Refuse): void => {
  if (indexes.length > INDEXES_MAX) refuse(`it has ${indexes.length} indexes, but DynamoDB allows ${INDEXES_MAX}.`);
  for (const { name } of repeated(indexes, (index) => index.name)) refuse(`two of its indexes are called ${name}. Choose unique names.`);
  for (const { name, partitionKey, sortKey } of indexes) {
    checkName(refuse, 'the name of an index', name, INDEX_NAME_LENGTH_MAX);
    if (partitionKey === sortKey) refuse(`the index ${name} has "${partitionKey}" as both keys. Choose two attributes.`);
  }
};

/** The attributes that Powertools' idempotency writes, https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/ */
const IDEMPOTENCY_KEYS = { partitionKey: 'id', timeToLive: 'expiration' } as const;

/**
 * Declares the table in which a function records its completed work: `idempotency: { table }` in its manifest, `once` in its handler.
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
 * Declares an address outside AWS.
 *
 * @throws EventKitError `INVALID_DECLARATION` for a rate that EventBridge does not support
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export const defineApiDestination = (
  destination: Pick<ApiDestination, 'name' | 'summary'> & Partial<Omit<ApiDestination, 'kind'>>,
): ApiDestination => {
  const { name, keyHeader = 'x-api-key', perSecondMax = CALLS_PER_SECOND.max } = destination;
  const refuse = refusing(`API destination ${name}`);
  checkName(refuse, 'name', name, API_DESTINATION_NAME_LENGTH_MAX);
  checkWhole(refuse, 'perSecondMax', perSecondMax, CALLS_PER_SECOND);
  if (!HEADER_NAME.test(keyHeader))
    refuse(`keyHeader is "${keyHeader}", which is not a valid header name. Write a name such as x-api-key.`);
  return { ...destination, keyHeader, perSecondMax, kind: 'api-destination' };
};

/** The environment variable of a resource: `orders` and `TABLE` give `ORDERS_TABLE`. */
export const environmentVariable = (name: string, suffix: string): string => `${name.toUpperCase().replaceAll('-', '_')}_${suffix}`;
