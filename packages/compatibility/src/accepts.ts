import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isOfTypes, type JsonSchema, type JsonValue, type SchemaObject } from './json-schema.ts';
import { sameValue, takesEverything } from './same-schema.ts';

/** Whether a schema accepts a value; `undefined` when ajv cannot decide. */
export type Accepts = (schema: JsonSchema, value: JsonValue) => boolean | undefined;

/**
 * Evaluates single values with ajv, formats included. A format that ajv does not know (`jwt`, `cuid2`) may refuse what it
 * would let pass, so then only a refusal counts, and not even that where `not` or `oneOf` could turn it around.
 */
export const createAccepts = (): Accepts => {
  let ajv: Ajv2020 | undefined;
  const compiled = new Map<JsonSchema, Compiled>();
  const accepts: Accepts = (schema, value) => {
    if (typeof schema === 'boolean') return schema;
    const plain = acceptsPlainly(schema, value, accepts);
    if (plain !== 'unknown') return plain;
    ajv ??= createAjv();
    let known = compiled.get(schema);
    if (known === undefined) {
      known = compile(ajv, schema);
      compiled.set(schema, known);
    }
    if (known.validate === undefined) return undefined;
    const valid = known.validate(value);
    if (known.certain) return valid;
    return valid || known.inverts ? undefined : false;
  };
  return accepts;
};

/** Most questions are about types, listed values and nullability. They need no compiled validator, which takes a millisecond to make. */
const acceptsPlainly = (schema: SchemaObject, value: JsonValue, accepts: Accepts): boolean | undefined | 'unknown' => {
  const { type, enum: listed, const: constant, anyOf, ...rest } = schema;
  if (type !== undefined && !isOfTypes(value, type)) return false;
  if (constant !== undefined && !sameValue(constant, value)) return false;
  if (listed !== undefined && !listed.some((one) => sameValue(one, value))) return false;
  if (!takesEverything(rest)) return 'unknown';
  if (anyOf === undefined) return true;
  const answers = new Set(anyOf.map((member) => accepts(member, value)));
  if (answers.has(true)) return true;
  return answers.has(undefined) ? undefined : false;
};

interface Compiled {
  readonly validate: ValidateFunction | undefined;
  /** Whether ajv checks everything that the schema says. */
  readonly certain: boolean;
  readonly inverts: boolean;
}

const createAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, addUsedSchema: false, logger: false, meta: false });
  formats.default(ajv);
  return ajv;
};

const compile = (ajv: Ajv2020, schema: JsonSchema): Compiled => {
  const used = new Set<string>();
  let inverts = false;
  visit(schema, (keyword, value) => {
    if (keyword === 'format' && typeof value === 'string') used.add(value);
    if (keyword.startsWith('content')) used.add(keyword);
    if (['not', 'oneOf', 'if', 'contains', 'maxContains'].includes(keyword)) inverts = true;
  });
  const certain = [...used].every((format) => ajv.formats[format] !== undefined);
  try {
    return { validate: ajv.compile(schema), certain, inverts };
  } catch {
    // A reference to another schema, or a pattern that is not a regular expression in Unicode mode.
    return { validate: undefined, certain, inverts };
  }
};

const visit = (value: unknown, see: (keyword: string, value: unknown) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [keyword, inner] of Object.entries(value)) {
    see(keyword, inner);
    visit(inner, see);
  }
};
