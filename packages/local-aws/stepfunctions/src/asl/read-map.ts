import type { Json } from '../json.ts';
import { readJsonataTemplate } from '../jsonata/template.ts';
import { readPath, valueAt } from '../jsonpath/path.ts';
import { readTemplate } from '../jsonpath/template.ts';
import type { Field } from '../scope.ts';
import { runtimeFailure } from '../state-failure.ts';
import { ARRAY, typedField } from '../typed-values.ts';
import { DefinitionError } from './definition-error.ts';
import type { QueryLanguage } from './dynamic-field.ts';
import type { Fields } from './fields.ts';
import type { Flow } from './state-machine.ts';

const DISTRIBUTED_FIELDS = ['ItemReader', 'ItemBatcher', 'ResultWriter', 'ToleratedFailureCount', 'ToleratedFailurePercentage', 'Label'];

/** Rejects the Distributed Map, which runs its items as separate executions. */
export const refuseDistributed = (fields: Fields): void => {
  const processor = fields.has('ItemProcessor') ? fields.child('ItemProcessor') : undefined;
  const mode = processor?.has('ProcessorConfig') ? (processor.child('ProcessorConfig').optionalText('Mode') ?? 'INLINE') : 'INLINE';
  const names = Object.keys(fields.object);
  const field = DISTRIBUTED_FIELDS.flatMap((name) => names.find((found) => found === name || found === `${name}Path`) ?? [])[0];
  if (mode === 'INLINE' && field === undefined) return;
  throw new DefinitionError(
    `local-aws does not support Distributed Map states${field === undefined ? '' : ` (${field})`}; use ProcessorConfig.Mode INLINE`,
    fields.path,
  );
};

/** The list that a Map state processes. */
export const readItems = (fields: Fields, language: QueryLanguage, flow: Flow): Field<readonly Json[]> => {
  if (language === 'JSONata') {
    const items = fields.get('Items');
    if (items === undefined) return typedField(flow.work, '$states.input', 'Items', ARRAY);
    const text = typeof items === 'string' ? items : JSON.stringify(items);
    return fields.read('Items', () => typedField(readJsonataTemplate(items, 'Items'), text, 'Items', ARRAY));
  }
  const text = fields.optionalText('ItemsPath') ?? '$';
  const path = fields.read('ItemsPath', () => readPath(text));
  return async (scope) => {
    const base = await flow.work(scope);
    const value = valueAt(path, base, scope);
    if (value !== undefined && ARRAY.is(value)) return value;
    throw runtimeFailure(`Reference path "${text}" must point to array in the input '${JSON.stringify(base)}'.`);
  };
};

/** ItemSelector, formerly Parameters. */
export const readItemSelector = (fields: Fields, language: QueryLanguage, flow: Flow): Field | undefined => {
  const name = fields.has('Parameters') ? 'Parameters' : 'ItemSelector';
  const template = fields.get(name);
  if (template === undefined) return undefined;
  if (language === 'JSONata') return fields.read(name, () => readJsonataTemplate(template, name));
  const select = fields.read(name, () => readTemplate(template));
  return async (scope) => select(await flow.work(scope), scope);
};
