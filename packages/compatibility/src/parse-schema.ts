import { Ajv2020 } from 'ajv/dist/2020.js';
import { CompatibilityError } from './errors.ts';
import type { JsonSchema } from './json-schema.ts';

/**
 * Takes the content of a schema file, or what `z.toJSONSchema` returns, for a JSON Schema after checking it against the dialect's own schema.
 *
 * @throws CompatibilityError `INVALID_SCHEMA` when a keyword has a value that 2020-12 does not allow.
 * @example
 * ```ts
 * const schema = parseSchema(JSON.parse('{ "type": "string" }'));
 * ```
 */
export const parseSchema = (value: unknown): JsonSchema => {
  if (isSchema(value)) return value;
  const [first] = metaSchema().errors ?? [];
  throw new CompatibilityError(
    'INVALID_SCHEMA',
    `This is not a JSON Schema of the 2020-12 dialect: ${first?.instancePath || 'its root'} ${first?.message ?? 'is wrong'}. Correct the schema.`,
  );
};

const isSchema = (value: unknown): value is JsonSchema => metaSchema()(value) === true;

/** Compiling the dialect's schema takes tens of milliseconds, so it is done once, and not before it is needed. */
const metaSchema = once(() => {
  const validate = new Ajv2020({ strict: false, logger: false }).getSchema('https://json-schema.org/draft/2020-12/schema');
  if (validate === undefined) throw new TypeError('ajv no longer includes the schema of the 2020-12 dialect.');
  return validate;
});

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
