import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { runtimeFailure } from '../state-failure.ts';
import { isIntrinsic, readIntrinsic } from './intrinsic.ts';
import { isBeyondList, type Path, readPath, valueAt } from './path.ts';
import type { PathValue } from './path-value.ts';

/**
 * Reads a payload template: in objects at any depth, a field whose name ends in `.$` holds a path or an intrinsic function.
 *
 * @throws Error whose message states the problem.
 * @see https://states-language.net/spec.html#payload-template
 */
export const readTemplate = (template: Json): PathValue => {
  if (isJsonArray(template)) {
    const items = template.map(readTemplate);
    return (base, scope) => items.map((item) => item(base, scope));
  }
  return isJsonObject(template) ? readObjectTemplate(template) : () => template;
};

export const readObjectTemplate = (template: JsonObject): PathValue<JsonObject> => {
  const fields = Object.entries(template).map(([name, value]): readonly [string, PathValue] =>
    name.endsWith('.$') ? [name.slice(0, -2), readDynamicField(name, value)] : [name, readTemplate(value)],
  );
  const twice = fields.find(([name], index) => fields.findIndex(([other]) => other === name) !== index);
  if (twice !== undefined) throw new Error(`The field '${twice[0]}' occurs twice, with and without '.$'.`);
  return (base, scope) => Object.fromEntries(fields.map(([name, field]) => [name, field(base, scope)]));
};

const readDynamicField = (name: string, value: Json): PathValue => {
  if (typeof value !== 'string') throw new Error(`The value of the field '${name}' must be a path or an intrinsic function.`);
  if (isIntrinsic(value)) return readIntrinsic(value);
  const path = readPath(value);
  return (base, scope) => {
    const found = valueAt(path, base, scope);
    if (found !== undefined) return found;
    if (isBeyondList(path, base, scope)) return null;
    throw missing(path, name, base);
  };
};

const missing = ({ text, root }: Path, name: string, base: Json) =>
  runtimeFailure(
    root === '$' || root === '$$'
      ? `The JSONPath '${text}' specified for the field '${name}' could not be found in the input '${JSON.stringify(base)}'`
      : `The JSONPath '${text}' specified for the field '${name}' could not be found: the variable '${root}' is not assigned or has no such field.`,
  );
