import type { Attribute, Block, NestedBlock, ProviderSchemas } from './schema.ts';

/** Schemas in the form of the protocol's GetSchema reply. */
export const wireSchemas = ({ provider, resources, data }: ProviderSchemas): object => ({
  provider: wireSchema(provider),
  resource_schemas: wireAll(resources),
  data_source_schemas: wireAll(data),
});

const wireAll = (schemas: Readonly<Record<string, Block>>): object =>
  Object.fromEntries(Object.entries(schemas).map(([type, block]) => [type, wireSchema(block)]));

const wireSchema = (block: Block): object => ({ version: 0, block: wireBlock(block) });

const wireBlock = ({ attributes, blocks }: Block): object => ({
  version: 0,
  attributes: attributes.map(wireAttribute),
  block_types: blocks.map(wireNestedBlock),
});

const wireAttribute = ({ name, type, required, optional, computed }: Attribute): object => ({
  name,
  type: Buffer.from(JSON.stringify(type)),
  required,
  optional,
  computed,
});

const wireNestedBlock = ({ name, block, nesting, minItems, maxItems }: NestedBlock): object => ({
  type_name: name,
  block: wireBlock(block),
  nesting,
  min_items: minItems,
  max_items: maxItems,
});
