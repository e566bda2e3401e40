/** The documents that are made of contracts: JSON Schemas as they are published and registered. */
export { eventSchema, type PublishedSchema, schemaId } from './documents/event-schema.ts';
export { REGISTRY_SCHEMA_TYPE, registrySchema } from './documents/registry-schema.ts';
