import type { JsonSchema, SchemaObject } from '../src/index.ts';
import {
  type Choose,
  FORMATS,
  maybe,
  NAMES,
  PATTERNS,
  pick,
  randomAdditional,
  randomLengths,
  randomRange,
  randomSchema,
  randomSizes,
  some,
  WORDS,
} from './schemas.ts';

/** Makes one to three random edits, as a team would from one version to the next. */
export const evolve = (choose: Choose, schema: JsonSchema): JsonSchema => {
  let evolved = schema;
  for (let edits = choose(2); edits >= 0; edits--) evolved = editSomewhere(choose, evolved);
  return evolved;
};

const editSomewhere = (choose: Choose, schema: JsonSchema): JsonSchema => {
  if (typeof schema === 'boolean') return randomSchema(choose, 1);
  const deeper = PARTS.filter((part) => schema[part] !== undefined && schema[part] !== false);
  if (deeper.length > 0 && choose(3) > 0) return editPart(choose, schema, pick(choose, deeper));
  const fitting = EDITS.filter(({ fits }) => fits(schema));
  return pick(choose, fitting).edit(schema, choose);
};

const PARTS = ['properties', 'items', 'additionalProperties', 'propertyNames', 'not', 'prefixItems', 'allOf', 'anyOf', 'oneOf'] as const;

const editPart = (choose: Choose, schema: SchemaObject, part: (typeof PARTS)[number]): SchemaObject => {
  const editOne = (list: readonly JsonSchema[]): readonly JsonSchema[] => {
    const chosen = choose(list.length - 1);
    return list.map((one, index) => (index === chosen ? editSomewhere(choose, one) : one));
  };
  switch (part) {
    case 'properties': {
      const names = Object.keys(schema.properties ?? {});
      if (names.length === 0) return schema;
      const chosen = pick(choose, names);
      return { ...schema, properties: { ...schema.properties, [chosen]: editSomewhere(choose, schema.properties?.[chosen] ?? true) } };
    }
    case 'items':
    case 'additionalProperties':
    case 'propertyNames':
    case 'not':
      return { ...schema, [part]: editSomewhere(choose, schema[part] ?? true) };
    default:
      return { ...schema, [part]: editOne(schema[part] ?? []) };
  }
};

interface Edit {
  readonly fits: (schema: SchemaObject) => boolean;
  readonly edit: (schema: SchemaObject, choose: Choose) => JsonSchema;
}

const has = (type: string) => (schema: SchemaObject) => schema.type === type && schema.enum === undefined && schema.const === undefined;
const isString = has('string');
const isObject = (schema: SchemaObject): boolean => schema.properties !== undefined;
const always = (): boolean => true;
/** Without the keywords: an edit replaces bounds, it does not add to them. */
const without = (schema: SchemaObject, ...keywords: readonly string[]): SchemaObject =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));

const EDITS: readonly Edit[] = [
  { fits: always, edit: (_, choose) => randomSchema(choose, 1) },
  { fits: always, edit: (schema) => ({ anyOf: [schema, { type: 'null' }] }) },
  { fits: always, edit: (schema, choose) => ({ anyOf: [schema, randomSchema(choose, 0)] }) },
  { fits: always, edit: (schema) => ({ ...schema, description: 'Said better.' }) },
  { fits: ({ anyOf }) => anyOf !== undefined, edit: (schema, choose) => pick(choose, schema.anyOf ?? []) },
  { fits: ({ oneOf }) => oneOf !== undefined, edit: (schema, choose) => ({ oneOf: some(choose, schema.oneOf ?? [], 1) }) },
  {
    fits: isString,
    edit: (schema, choose) => ({
      type: 'string',
      ...randomLengths(choose),
      ...without(schema, 'minLength', 'maxLength', 'pattern', 'format'),
    }),
  },
  {
    fits: isString,
    edit: (_, choose) => ({ type: 'string', ...pick(choose, [{ pattern: pick(choose, PATTERNS) }, { format: pick(choose, FORMATS) }]) }),
  },
  { fits: isString, edit: (_, choose) => ({ type: 'string', enum: some(choose, WORDS, 1) }) },
  { fits: ({ enum: values }) => values !== undefined, edit: (schema, choose) => ({ ...schema, enum: some(choose, schema.enum ?? [], 1) }) },
  {
    fits: ({ enum: values }) => values !== undefined,
    edit: (schema, choose) => ({ ...schema, enum: [...new Set([...(schema.enum ?? []), pick(choose, WORDS)])] }),
  },
  { fits: ({ enum: values }) => values !== undefined, edit: (_, choose) => ({ type: 'string', ...randomLengths(choose) }) },
  { fits: has('integer'), edit: (schema) => ({ ...schema, type: 'number' }) },
  { fits: has('number'), edit: (schema) => ({ ...schema, type: 'integer' }) },
  { fits: has('integer'), edit: (schema, choose) => ({ type: schema.type ?? 'integer', ...randomRange(choose) }) },
  { fits: has('number'), edit: (schema, choose) => ({ type: schema.type ?? 'number', ...randomRange(choose) }) },
  {
    fits: ({ multipleOf }) => multipleOf !== undefined,
    edit: (schema, choose) => ({ ...schema, multipleOf: pick(choose, [1, 2, 3, 4, 6, 12]) }),
  },
  {
    fits: (schema) => has('array')(schema) && !schema.uniqueItems,
    edit: (schema, choose) => ({
      ...without(schema, 'minItems', 'maxItems', 'prefixItems'),
      items: schema.items || true,
      ...randomSizes(choose),
    }),
  },
  {
    fits: has('array'),
    edit: (schema) =>
      schema.uniqueItems ? without(schema, 'uniqueItems') : schema.prefixItems ? schema : { ...schema, uniqueItems: true, minItems: 0 },
  },
  { fits: isObject, edit: (schema, choose) => withProperty(schema, choose) },
  { fits: isObject, edit: (schema, choose) => withProperty(schema, choose) },
  { fits: isObject, edit: (schema, choose) => withoutProperty(schema, choose) },
  { fits: isObject, edit: (schema, choose) => ({ ...schema, required: some(choose, Object.keys(schema.properties ?? {}), 0) }) },
  { fits: isObject, edit: (schema, choose) => ({ ...without(schema, 'additionalProperties'), ...randomAdditional(choose, 1) }) },
];

const withProperty = (schema: SchemaObject, choose: Choose): SchemaObject => {
  const name = pick(choose, NAMES);
  const required = new Set(schema.required);
  if (maybe(choose) && maybe(choose)) required.add(name);
  return { ...schema, properties: { ...schema.properties, [name]: randomSchema(choose, 1) }, required: [...required] };
};

const withoutProperty = (schema: SchemaObject, choose: Choose): SchemaObject => {
  const name = pick(choose, NAMES);
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([one]) => one !== name));
  return { ...schema, properties, required: (schema.required ?? []).filter((one) => one !== name) };
};
