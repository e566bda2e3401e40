import type { Json } from '../json.ts';
import { readJsonataTemplate } from '../jsonata/template.ts';
import { isIntrinsic, readIntrinsic } from '../jsonpath/intrinsic.ts';
import { readPath, valueAt } from '../jsonpath/path.ts';
import type { PathValue } from '../jsonpath/path-value.ts';
import type { Field } from '../scope.ts';
import { runtimeFailure } from '../state-failure.ts';
import { type TypedValue, typedField } from '../typed-values.ts';
import { DefinitionError } from './definition-error.ts';
import type { Fields } from './fields.ts';

/** The query language of a state. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

export interface DynamicField<T extends Json> {
  readonly name: string;
  readonly type: TypedValue<T>;
  /** The value of `$` in a JSONPath. */
  readonly base: Field;
  /** Whether `{name}Path` may be an intrinsic function. @default false */
  readonly intrinsics?: boolean;
}

/**
 * A field with a constant value, or one that depends on data: through `{name}Path` in JSONPath states, through an expression in
 * JSONata states. `undefined` when it is missing.
 */
export const readDynamicField = <T extends Json>(
  fields: Fields,
  language: QueryLanguage,
  { name, type, base, intrinsics = false }: DynamicField<T>,
): Field<T> | undefined => {
  const written = fields.get(name);
  if (language === 'JSONata') {
    if (written === undefined) return undefined;
    if (typeof written !== 'string') return constant(fields, name, type, written);
    return fields.read(name, () => typedField(readJsonataTemplate(written, name), written, name, type));
  }
  fields.notBoth(name, `${name}Path`);
  if (written !== undefined) return constant(fields, name, type, written);
  const text = fields.optionalText(`${name}Path`);
  if (text === undefined) return undefined;
  const read = fields.read(`${name}Path`, () => (intrinsics && isIntrinsic(text) ? readIntrinsic(text) : pathReader(text)));
  return async (scope) => {
    const from = await base(scope);
    const value = read(from, scope);
    if (value === undefined) {
      throw runtimeFailure(`The ${name}Path parameter does not reference an input value: ${text} in '${JSON.stringify(from)}'`);
    }
    if (type.is(value)) return value;
    throw runtimeFailure(`The ${name}Path parameter references a value that is not a ${type.name}: ${text} == ${JSON.stringify(value)}`);
  };
};

const constant = <T extends Json>(fields: Fields, name: string, type: TypedValue<T>, value: Json): Field<T> => {
  if (!type.is(value)) throw new DefinitionError(`Expected value of type ${type.name}`, `${fields.path}/${name}`);
  return async () => value;
};

const pathReader = (text: string): PathValue<Json | undefined> => {
  const path = readPath(text);
  return (base, scope) => valueAt(path, base, scope);
};
