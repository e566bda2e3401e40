import type { AttributeValue, Item } from './attribute-value.ts';
import { dynalite } from './dynalite.ts';
import { validationError } from './errors.ts';
import { type ExpressionTemplate, expressionTemplate } from './expression-template.ts';
import { checkValues, type ExpressionRequest, parseExpressions } from './parse-expressions.ts';

/** A request's expressions, with its values. */
export interface Expressions extends ExpressionTemplate {
  readonly values: Item;
}

/** Parses the expressions of a request, or throws AWS's ValidationException. */
export type ParseExpressions = (request: ExpressionRequest) => Expressions;

/** The number of cached templates. An application has some dozens of expressions. */
const TEMPLATES_MAX = 500;

/**
 * A caching parser: the same strings, names and types of values give the same template, so it is parsed once. The parser checks values
 * each time, and does not cache templates whose parsing depends on values.
 */
export const expressionParser = (): ParseExpressions => {
  const templates = new Map<string, ExpressionTemplate>();
  return (request) => {
    const values = request.ExpressionAttributeValues ?? {};
    const cacheKey = keyOf(request, values);
    let template = templates.get(cacheKey);
    if (template === undefined) {
      template = parse(request);
    } else {
      templates.delete(cacheKey);
      checkValues(values);
    }
    if (template.reusable) templates.set(cacheKey, template);
    if (templates.size > TEMPLATES_MAX) templates.delete(templates.keys().next().value ?? '');
    return { ...template, values };
  };
};

const keyOf = (request: ExpressionRequest, values: Item): string =>
  JSON.stringify([
    request.UpdateExpression,
    request.ConditionExpression,
    request.KeyConditionExpression,
    request.FilterExpression,
    request.ProjectionExpression,
    request.ExpressionAttributeNames,
    request.ExpressionAttributeValues === undefined,
    Object.entries(values).map(([name, value]) => [name, Object.keys(value)]),
  ]);

const parse = (request: ExpressionRequest): ExpressionTemplate => {
  const raw = parseExpressions(request);
  if (raw._keyCondition === undefined) return expressionTemplate(raw, undefined);
  const keyConditions = dynalite.convertKeyCondition(raw._keyCondition.expression);
  if (typeof keyConditions === 'string') throw validationError(keyConditions);
  const conditionsProblem = dynalite.validateConditions(keyConditions);
  if (conditionsProblem) throw validationError(conditionsProblem);
  if (Object.keys(keyConditions).length > 2) throw validationError('Conditions can be of length 1 or 2 only');
  return expressionTemplate(raw, keyConditions);
};

/** The attribute value of that name; the parser has checked that it exists. */
export const valueNamed = (expressions: Expressions, name: string): AttributeValue => expressions.values[name] as AttributeValue;
