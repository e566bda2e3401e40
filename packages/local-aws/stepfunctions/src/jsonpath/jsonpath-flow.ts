import type { Fields } from '../asl/fields.ts';
import type { Flow } from '../asl/state-machine.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Field, Scope } from '../scope.ts';
import { runtimeFailure } from '../state-failure.ts';
import { readPath, valueAt } from './path.ts';
import type { PathValue } from './path-value.ts';
import { putAt, readReferencePath } from './reference-path.ts';
import { readObjectTemplate, readTemplate } from './template.ts';

/**
 * The data flow of a JSONPath state: InputPath, Parameters, ResultSelector, ResultPath, OutputPath, each only if the
 * state's type has it. Assign sees the original result, before ResultSelector.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */
export const jsonPathFlow = (fields: Fields): Flow => {
  const inputPath = readFilter(fields, 'InputPath');
  const outputPath = readFilter(fields, 'OutputPath');
  // A Map state's Parameters are those of its items.
  const parameters = fields.text('Type') === 'Map' ? undefined : fields.get('Parameters');
  const template = parameters === undefined ? undefined : fields.read('Parameters', () => readTemplate(parameters));
  const selector = fields.get('ResultSelector');
  const select = selector === undefined ? undefined : fields.read('ResultSelector', () => readTemplate(selector));
  const put = readResultPath(fields);
  const assign = readJsonPathAssign(fields, ({ result = null }) => result);
  return {
    work: async (scope) => {
      const base = inputPath(scope.input, scope);
      return template === undefined ? base : template(base, scope);
    },
    output: async (scope) => {
      const { input, result = null } = scope;
      return outputPath(put(input, select === undefined ? result : select(result, scope)), scope);
    },
    ...(assign === undefined ? {} : { assign }),
  };
};

/** ResultPath: the position of the result in the input; `null` drops it. */
export const readResultPath = (fields: Fields): ((input: Json, result: Json) => Json) => {
  const text = fields.textOrNull('ResultPath', '$');
  if (text === null) return (input) => input;
  const path = fields.read('ResultPath', () => readReferencePath(text));
  return (input, result) => putAt(path, input, result);
};

/** @param base the value of `$` */
export const readJsonPathAssign = (fields: Fields, base: (scope: Scope) => Json): Field<JsonObject> | undefined => {
  if (!fields.has('Assign')) return undefined;
  const template = fields.read('Assign', () => readObjectTemplate(fields.child('Assign').object));
  return async (scope) => template(base(scope), scope);
};

/** InputPath and OutputPath: a path, or `null` for an empty object. */
const readFilter = (fields: Fields, name: string): PathValue => {
  const text = fields.textOrNull(name, '$');
  if (text === null) return () => ({});
  const path = fields.read(name, () => readPath(text));
  return (base, scope) => {
    const value = valueAt(path, base, scope);
    if (value !== undefined) return value;
    throw runtimeFailure(`Invalid path '${text}': The ${name} could not be found in the input '${JSON.stringify(base)}'.`);
  };
};
