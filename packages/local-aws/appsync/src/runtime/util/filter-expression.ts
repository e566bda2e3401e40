import type { AttributeValue } from './dynamodb-values.ts';
import { type Placeholders, placeholders } from './placeholders.ts';

/** An expression of DynamoDB in the form that resolvers return. */
export interface Expression {
  readonly expression: string;
  readonly expressionNames: Readonly<Record<string, string>>;
  readonly expressionValues: Readonly<Record<string, AttributeValue>>;
}

type Filter = Readonly<Record<string, unknown>>;

const SIGNS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', le: '<=', lt: '<', ge: '>=', gt: '>' };
const TYPES: Readonly<Record<string, string>> = {
  ...{ string: 'S', stringSet: 'SS', number: 'N', numberSet: 'NS', binary: 'B', binarySet: 'BS' },
  ...{ boolean: 'BOOL', list: 'L', map: 'M', _null: 'NULL' },
};

/**
 * Writes a filter object, such as `{ title: { beginsWith: 'far' } }`, as an expression of DynamoDB.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-util-transform-js.html
 */
export const filterExpression = (filter: Filter): Expression => {
  const given = placeholders();
  const expression = filterText(filter, given);
  return { expression, expressionNames: given.names, expressionValues: given.values };
};

export const filterText = (filter: Filter, given: Placeholders): string =>
  Object.entries(filter)
    .filter(([, condition]) => condition !== null && condition !== undefined)
    .map(([name, condition]) => {
      if (name === 'and' || name === 'or') return groupText(condition, name === 'and' ? ' AND ' : ' OR ', given);
      if (name === 'not') return `(NOT ${parenthesized(filterText(condition as Filter, given))})`;
      return conditionsText(name, condition as Filter, given);
    })
    .filter((text) => text !== '')
    .join(' AND ');

const groupText = (condition: unknown, joint: string, given: Placeholders): string => {
  const parts = (Array.isArray(condition) ? condition : [condition]) as readonly Filter[];
  const texts = parts.map((part) => filterText(part, given)).filter((text) => text !== '');
  return texts.length === 0 ? '' : `(${texts.map(parenthesized).join(joint)})`;
};

const parenthesized = (text: string): string => (text.startsWith('(') ? text : `(${text})`);

const conditionsText = (attribute: string, conditions: Filter, given: Placeholders): string => {
  const texts = Object.entries(conditions)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([operator, value]) => conditionText(attribute, operator, value, given));
  return texts.length > 1 ? texts.map((text) => `(${text})`).join(' AND ') : texts.map((text) => `(${text})`).join('');
};

const conditionText = (attribute: string, operator: string, value: unknown, given: Placeholders): string => {
  const name = given.name(attribute);
  const put = (one: unknown): string => given.value(`${attribute}_${operator}`, one);
  if (operator in SIGNS) return `${name} ${SIGNS[operator]} ${put(value)}`;
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  switch (operator) {
    case 'beginsWith':
      return `begins_with(${name}, ${put(value)})`;
    case 'contains':
      return `contains(${name}, ${put(value)})`;
    case 'notContains':
      return `NOT contains(${name}, ${put(value)})`;
    case 'between':
      return `${name} BETWEEN ${put(list[0])} AND ${put(list[1])}`;
    case 'in':
      return `${name} IN (${list.map(put).join(', ')})`;
    case 'attributeExists':
      return `${value === true ? 'attribute_exists' : 'attribute_not_exists'}(${name})`;
    case 'attributeType':
      return `attribute_type(${name}, ${put(TYPES[String(value)] ?? value)})`;
    case 'size':
      return sizeText(name, attribute, value as Filter, given);
    default:
      throw new TypeError(`The operator ${operator} of the field ${attribute} is not supported.`);
  }
};

const sizeText = (name: string, attribute: string, conditions: Filter, given: Placeholders): string =>
  Object.entries(conditions)
    .map(([operator, value]) => {
      if (!(operator in SIGNS)) throw new TypeError(`The operator size.${operator} of the field ${attribute} is not supported.`);
      return `size(${name}) ${SIGNS[operator]} ${given.value(`${attribute}_size_${operator}`, value)}`;
    })
    .join(' AND ');
