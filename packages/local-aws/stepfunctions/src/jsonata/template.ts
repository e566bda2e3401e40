import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Field } from '../scope.ts';
import { isExpression, readExpression } from './expression.ts';

/**
 * Reads a field of a JSONata state: every string `{% ... %}` in it, at any depth, is an expression.
 *
 * @param location the field's place in its state, such as `Arguments`
 * @throws Error whose message states the problem.
 */
export const readJsonataTemplate = (template: Json, location: string): Field => {
  if (typeof template === 'string' && isExpression(template)) return readExpression(template, location);
  if (isJsonObject(template)) return readJsonataObject(template, location);
  if (!isJsonArray(template)) return async () => template;
  const items = template.map((item, index) => readJsonataTemplate(item, `${location}[${index}]`));
  return async (scope) => {
    const values: Json[] = [];
    for (const item of items) values.push(await item(scope));
    return values;
  };
};

export const readJsonataObject = (template: JsonObject, location: string): Field<JsonObject> => {
  const fields = Object.entries(template).map(([name, value]) => [name, readJsonataTemplate(value, `${location}/${name}`)] as const);
  return async (scope) => {
    const values: [string, Json][] = [];
    for (const [name, field] of fields) values.push([name, await field(scope)]);
    return Object.fromEntries(values);
  };
};
