import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { DefinitionError } from './definition-error.ts';

/** Reads the fields of an object of a definition; an invalid field is an error that names the position. */
export interface Fields {
  readonly path: string;
  readonly object: JsonObject;
  has(name: string): boolean;
  /** `undefined` when it is missing. */
  get(name: string): Json | undefined;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  /** A string, `null`, or `fallback` when it is missing. */
  textOrNull(name: string, fallback: string): string | null;
  flag(name: string): boolean;
  optionalNumber(name: string, bounds: { readonly min: number; readonly max?: number; readonly integer?: boolean }): number | undefined;
  objects(name: string): readonly Fields[];
  child(name: string): Fields;
  /** Rejects every field but these. */
  only(allowed: readonly string[], what: string): void;
  /** Rejects two fields that exclude each other. */
  notBoth(one: string, other: string): void;
  /** Runs `read`, and adds the field's position to its errors; without a name, the object's. */
  read<T>(name: string, read: () => T): T;
}

export const fieldsOf = (value: Json | undefined, path: string): Fields => {
  if (!isJsonObject(value)) throw new DefinitionError('Expected value of type object', path);
  const object = value;
  const at = (name: string): string => (name === '' ? path : `${path}/${name}`);
  const wrong = (name: string, wanted: string): DefinitionError =>
    object[name] === undefined
      ? new DefinitionError(`These fields are required: [${name}]`, path)
      : new DefinitionError(`Expected value of type ${wanted}`, at(name));
  const get: Fields['get'] = (name) => (Object.hasOwn(object, name) ? object[name] : undefined);
  const text: Fields['text'] = (name) => {
    const found = get(name);
    if (typeof found !== 'string') throw wrong(name, 'string');
    return found;
  };
  const optionalText: Fields['optionalText'] = (name) => (get(name) === undefined ? undefined : text(name));

  return {
    path,
    object,
    has: (name) => get(name) !== undefined,
    get,
    text,
    optionalText,
    textOrNull: (name, fallback) => (get(name) === null ? null : (optionalText(name) ?? fallback)),
    flag(name) {
      const found = get(name) ?? false;
      if (typeof found !== 'boolean') throw wrong(name, 'boolean');
      return found;
    },
    optionalNumber(name, { min, max = Number.MAX_SAFE_INTEGER, integer = true }) {
      const found = get(name);
      if (found === undefined) return undefined;
      if (typeof found !== 'number' || (integer && !Number.isInteger(found))) throw wrong(name, integer ? 'integer' : 'number');
      if (found < min || found > max) throw new DefinitionError(`Expected a value from ${min} to ${max}, not ${found}`, at(name));
      return found;
    },
    objects(name) {
      const found = get(name);
      if (!isJsonArray(found)) throw wrong(name, 'array');
      return found.map((item, index) => fieldsOf(item, `${at(name)}[${index}]`));
    },
    child(name) {
      if (get(name) === undefined) throw wrong(name, 'object');
      return fieldsOf(get(name), at(name));
    },
    only(allowed, what) {
      const unknown = Object.keys(object).filter((name) => !allowed.includes(name));
      if (unknown.length > 0) throw new DefinitionError(`Field '${unknown.join("', '")}' is not supported in ${what}`, path);
    },
    notBoth(one, other) {
      if (get(one) !== undefined && get(other) !== undefined)
        throw new DefinitionError(`The fields '${one}' and '${other}' exclude each other`, path);
    },
    read(name, read) {
      try {
        return read();
      } catch (error) {
        if (error instanceof DefinitionError || !(error instanceof Error)) throw error;
        throw new DefinitionError(error.message, at(name));
      }
    },
  };
};
