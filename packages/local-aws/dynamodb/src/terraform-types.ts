import type { TerraformTypes, Values } from '@plumbline/local-aws-kernel';
import type { DynamoDb } from './dynamodb.ts';
import { STREAM_VIEW_TYPES } from './streams/stream-view-type.ts';
import type { TableDefinition } from './table-definition.ts';

const indexArguments = (block: string, ...names: readonly string[]): readonly string[] =>
  ['name', 'range_key', 'projection_type', 'non_key_attributes', ...names].map((name) => `${block}.${name}`);
const NO_CAPACITY = 'capacity is not limited';
const NOT_ENCRYPTED = 'nothing is encrypted';

export const DYNAMODB_TYPES: TerraformTypes<DynamoDb> = {
  aws_dynamodb_table: {
    honours: [
      ...['name', 'hash_key', 'range_key', 'attribute.name', 'attribute.type', 'ttl.enabled', 'ttl.attribute_name'],
      ...indexArguments('global_secondary_index', 'hash_key'),
      ...indexArguments('local_secondary_index'),
      ...['point_in_time_recovery.enabled', 'deletion_protection_enabled', 'stream_enabled', 'stream_view_type'],
    ],
    harmless: {
      billing_mode: NO_CAPACITY,
      read_capacity: NO_CAPACITY,
      write_capacity: NO_CAPACITY,
      'global_secondary_index.read_capacity': NO_CAPACITY,
      'global_secondary_index.write_capacity': NO_CAPACITY,
      on_demand_throughput: NO_CAPACITY,
      table_class: 'classes differ in price only',
      server_side_encryption: NOT_ENCRYPTED,
      'point_in_time_recovery.recovery_period_in_days': 'nothing is restored',
    },
    deploy(dynamodb, { resource, values }) {
      const ttl = values.block('ttl');
      const rangeKey = values.optionalText('range_key');
      const hashKey = values.text('hash_key');
      dynamodb.putTable({
        name: values.text('name'),
        hashKey,
        ...(rangeKey === undefined ? {} : { rangeKey }),
        attributes: Object.fromEntries(values.blocks('attribute').map((one) => [one.text('name'), attributeType(resource.address, one)])),
        globalSecondaryIndexes: values.blocks('global_secondary_index').map((block) => index(block, block.text('hash_key'))),
        localSecondaryIndexes: values.blocks('local_secondary_index').map((block) => index(block, hashKey)),
        ...(ttl?.flag('enabled', false) ? { ttlAttribute: ttl.text('attribute_name') } : {}),
        ...streamOf(resource.address, values),
        pointInTimeRecovery: values.block('point_in_time_recovery')?.flag('enabled', false) ?? false,
        deletionProtection: values.flag('deletion_protection_enabled', false),
      });
    },
  },
};

const streamOf = (address: string, values: Values): Pick<TableDefinition, 'stream'> => {
  if (!values.flag('stream_enabled', false)) return {};
  const given = values.optionalText('stream_view_type');
  const viewType = STREAM_VIEW_TYPES.find((known) => known === given);
  if (viewType === undefined)
    throw new Error(`${address}: the stream_view_type of an enabled stream is ${STREAM_VIEW_TYPES.join(', ')}, not ${given}.`);
  return { stream: { viewType, label: values.text('stream_label') } };
};

const ATTRIBUTE_TYPES = ['S', 'N', 'B'] as const;

const attributeType = (address: string, attribute: Values): (typeof ATTRIBUTE_TYPES)[number] => {
  const given = attribute.text('type');
  const type = ATTRIBUTE_TYPES.find((known) => known === given);
  if (type !== undefined) return type;
  throw new Error(`${address}: the type of the attribute ${attribute.text('name')} is ${ATTRIBUTE_TYPES.join(', ')}, not ${given}.`);
};

const PROJECTIONS = ['ALL', 'KEYS_ONLY', 'INCLUDE'] as const;

const index = (block: Values, hashKey: string) => {
  const rangeKey = block.optionalText('range_key');
  const projection = PROJECTIONS.find((known) => known === block.text('projection_type'));
  if (projection === undefined) throw new Error(`The projection_type of the index ${block.text('name')} is ${PROJECTIONS.join(', ')}.`);
  return {
    name: block.text('name'),
    hashKey,
    ...(rangeKey === undefined ? {} : { rangeKey }),
    projection,
    nonKeyAttributes: block.texts('non_key_attributes'),
  };
};
