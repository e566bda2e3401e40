/** Documents that are generated from contracts: published and registered JSON Schemas. */
export {
  COMMAND_KEYWORD,
  commandDocument,
  DEPRECATED_KEYWORD,
  DETAIL_TYPE_KEYWORD,
  draft7Command,
  draft7Schema,
  eventSchema,
  type PublishedSchema,
  querySchema,
  SOURCE_KEYWORD,
  schemaId,
} from './documents/event-schema.ts';
export { REGISTRY_SCHEMA_TYPE, registrySchema } from './documents/registry-schema.ts';
