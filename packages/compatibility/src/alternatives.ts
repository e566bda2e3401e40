import { meetAll } from './intersect.ts';
import { isOfTypes, type JsonSchema, type JsonValue, type SchemaObject, type TypeName } from './json-schema.ts';
import { objectShape } from './object-shape.ts';
import { takesEverything } from './same-schema.ts';
import { type ArrayShape, isOpen, type NumberShape, type Shape, type StringShape, type ValuesShape } from './shape.ts';

/**
 * The shapes that a schema takes; none when it takes nothing. Listed values may still break other keywords of the same
 * schema (`enum` beside `maxLength`): who uses them asks a validator.
 */
export const alternatives = (schema: JsonSchema): readonly Shape[] => {
  if (schema === false) return [];
  if (schema === true) return TYPES.map((type) => ofType({}, type));
  const keyword = NOT_COMPARED.find((name) => schema[name] !== undefined);
  if (keyword !== undefined) return [{ kind: 'unknown', keyword }];

  let shapes = ownShapes(schema);
  for (const part of schema.allOf ?? []) shapes = meetAll(shapes, alternatives(part));
  if (schema.anyOf !== undefined) shapes = meetAll(shapes, schema.anyOf.flatMap(alternatives));
  if (schema.oneOf !== undefined) shapes = meetAll(shapes, schema.oneOf.flatMap(oneButNoOther));
  if (schema.not === undefined) return shapes;
  return takesEverything(schema.not) ? [] : excluding(shapes, [schema.not]);
};

/** Assertions and references that the comparison does not understand. All other unknown keywords are annotations, as 2020-12 says. */
const NOT_COMPARED = [
  ...['$ref', '$dynamicRef', 'if', 'then', 'else', 'contains', 'minContains', 'maxContains', 'unevaluatedItems', 'unevaluatedProperties'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies', 'additionalItems', 'nullable', 'contentSchema'],
] as const;

const TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;

const ownShapes = (schema: SchemaObject): readonly Shape[] => {
  const types: readonly TypeName[] = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? TYPES);
  const listed = listedValues(schema);
  if (listed !== undefined) return [{ kind: 'values', values: listed.filter((value) => isOfTypes(value, types)) }];
  return types.filter((type) => type !== 'integer' || !types.includes('number')).map((type) => ofType(schema, type));
};

const listedValues = (schema: SchemaObject): readonly JsonValue[] | undefined => {
  if (schema.const === undefined) return schema.enum;
  return [schema.const];
};

const ofType = (schema: SchemaObject, type: TypeName): Shape => {
  switch (type) {
    case 'null':
      return { kind: 'values', values: [null] };
    case 'boolean':
      return BOOLEANS;
    case 'integer':
    case 'number':
      return numberShape(schema, type === 'integer');
    case 'string':
      return stringShape(schema);
    case 'array':
      return arrayShape(schema);
    case 'object':
      return objectShape(schema, alternatives);
  }
};

const BOOLEANS: ValuesShape = { kind: 'values', values: [true, false] };

const numberShape = (schema: SchemaObject, integer: boolean): NumberShape => {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity, multipleOf } = schema;
  const lowest =
    exclusiveMinimum >= minimum && exclusiveMinimum !== -Infinity
      ? { value: exclusiveMinimum, exclusive: true }
      : { value: minimum, exclusive: false };
  const highest =
    exclusiveMaximum <= maximum && exclusiveMaximum !== Infinity
      ? { value: exclusiveMaximum, exclusive: true }
      : { value: maximum, exclusive: false };
  return {
    kind: 'number',
    integer,
    minimum: lowest,
    maximum: highest,
    multipleOf: multipleOf === undefined ? [] : [multipleOf],
    excludes: [],
  };
};

const stringShape = (schema: SchemaObject): StringShape => {
  const { minLength = 0, maxLength = Infinity, pattern, format, contentEncoding, contentMediaType } = schema;
  const formats: string[] = [];
  if (format !== undefined) formats.push(format);
  if (contentEncoding !== undefined) formats.push(`contentEncoding ${contentEncoding}`);
  if (contentMediaType !== undefined) formats.push(`contentMediaType ${contentMediaType}`);
  return { kind: 'string', minLength, maxLength, patterns: pattern === undefined ? [] : [pattern], formats, excludes: [] };
};

const arrayShape = (schema: SchemaObject): ArrayShape => {
  const { prefixItems = [], items = true, minItems = 0, maxItems = Infinity, uniqueItems = false } = schema;
  return { kind: 'array', prefix: prefixItems, items, minItems, maxItems, unique: uniqueItems, excludes: [] };
};

/** A member of a `oneOf` holds only where no other member does. */
const oneButNoOther = (member: JsonSchema, index: number, members: readonly JsonSchema[]): readonly Shape[] =>
  excluding(
    alternatives(member),
    members.filter((_, other) => other !== index),
  );

const excluding = (shapes: readonly Shape[], excludes: readonly JsonSchema[]): readonly Shape[] =>
  shapes.map((shape) => (isOpen(shape) ? { ...shape, excludes: [...shape.excludes, ...excludes] } : shape));
