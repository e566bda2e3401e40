import type { ItemStore } from './item-store.ts';
import type { Streams } from './streams/streams.ts';
import type { KeySchema, SecondaryIndex, Table } from './table.ts';

interface Described {
  readonly items: ItemStore;
  readonly streams: Streams;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export const describe = (table: Table, { items, streams }: Described, status: 'ACTIVE' | 'DELETING' = 'ACTIVE'): object => {
  const { definition } = table;
  const count = items.count(table);
  const indexes = (scope: SecondaryIndex['scope']): object[] =>
    table.indexes.filter((index) => index.scope === scope).map((index) => describeIndex(index, table, items, status));
  const global = indexes('global');
  const local = indexes('local');
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: table.uuid,
    TableStatus: status,
    CreationDateTime: table.createdAtMs / 1_000,
    AttributeDefinitions: Object.entries(definition.attributes).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    KeySchema: describeKeys(table.keys),
    ItemCount: count.items,
    TableSizeBytes: count.bytes,
    ...billing(table),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...streamOf(table, streams),
    DeletionProtectionEnabled: definition.deletionProtection ?? false,
  };
};

const streamOf = ({ name }: Table, streams: Streams): object => {
  const stream = streams.of(name);
  if (stream === undefined) return {};
  return {
    StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
    LatestStreamArn: stream.arn,
    LatestStreamLabel: stream.label,
  };
};

export const describeKeys = (keys: KeySchema): object[] =>
  keys.flatMap((key, position) => (key === undefined ? [] : [{ AttributeName: key.name, KeyType: position === 0 ? 'HASH' : 'RANGE' }]));

const describeIndex = (index: SecondaryIndex, table: Table, items: ItemStore, status: string): object => ({
  IndexName: index.name,
  IndexArn: `${table.arn}/index/${index.name}`,
  KeySchema: describeKeys(index.keys),
  Projection: {
    ProjectionType: index.definition.projection,
    ...(index.definition.nonKeyAttributes && { NonKeyAttributes: index.definition.nonKeyAttributes }),
  },
  ItemCount: items.indexRows.count(index),
  IndexSizeBytes: 0,
  ...(index.scope === 'global' && { IndexStatus: status, ProvisionedThroughput: throughput(0, 0) }),
});

const billing = ({ definition: { provisionedThroughput }, createdAtMs }: Table): object =>
  provisionedThroughput === undefined
    ? {
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: createdAtMs / 1_000 },
        ProvisionedThroughput: throughput(0, 0),
      }
    : { ProvisionedThroughput: throughput(provisionedThroughput.readCapacityUnits, provisionedThroughput.writeCapacityUnits) };

const throughput = (ReadCapacityUnits: number, WriteCapacityUnits: number): object => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits,
  WriteCapacityUnits,
});
