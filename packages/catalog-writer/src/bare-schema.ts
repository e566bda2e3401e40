import { DEPRECATED_KEYWORD, DETAIL_TYPE_KEYWORD, type PublishedSchema, SOURCE_KEYWORD } from '@plumbline/event-kit/schema';

const BESIDE: ReadonlySet<string> = new Set(['$id', DEPRECATED_KEYWORD, SOURCE_KEYWORD, DETAIL_TYPE_KEYWORD]);

/** A published schema without what tells of its publication. */
export const bareSchema = (schema: PublishedSchema): PublishedSchema =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => !BESIDE.has(name)));
