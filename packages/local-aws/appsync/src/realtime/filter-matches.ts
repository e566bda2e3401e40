import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { SubscriptionCondition, SubscriptionFilter } from '../runtime/effects.ts';

/**
 * Whether a payload passes a filter: every condition of one group holds.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export const filterMatches = ({ filterGroup }: SubscriptionFilter, payload: JsonObject): boolean =>
  filterGroup.some(({ filters }) => filters.every((condition) => holds(condition, valueAt(payload, condition.fieldName))));

/** A field's name may be a path with dots. */
const valueAt = (payload: JsonObject, path: string): Json => {
  let value: Json = payload;
  for (const part of path.split('.')) {
    if (!isJsonObject(value)) return null;
    value = value[part] ?? null;
  }
  return value;
};

const holds = ({ operator, value: wanted }: SubscriptionCondition, value: Json): boolean => {
  const list = isJsonArray(wanted) ? wanted : [wanted];
  switch (operator) {
    case 'eq':
      return value === wanted;
    case 'ne':
      return value !== wanted;
    case 'le':
      return compared(value, wanted, (order) => order <= 0);
    case 'lt':
      return compared(value, wanted, (order) => order < 0);
    case 'ge':
      return compared(value, wanted, (order) => order >= 0);
    case 'gt':
      return compared(value, wanted, (order) => order > 0);
    case 'contains':
      return contains(value, wanted);
    case 'notContains':
      return !contains(value, wanted);
    case 'beginsWith':
      return typeof value === 'string' && typeof wanted === 'string' && value.startsWith(wanted);
    case 'in':
      return list.includes(value);
    case 'notIn':
      return !list.includes(value);
    case 'between':
      return compared(value, list[0] ?? null, (order) => order >= 0) && compared(value, list[1] ?? null, (order) => order <= 0);
    case 'containsAny':
      return list.some((one) => contains(value, one));
    default:
      return false;
  }
};

const contains = (value: Json, wanted: Json): boolean => {
  if (isJsonArray(value)) return value.includes(wanted);
  return typeof value === 'string' && typeof wanted === 'string' && value.includes(wanted);
};

/** Only values of one type have an order. */
const compared = (value: Json, wanted: Json, test: (order: number) => boolean): boolean => {
  if (typeof value === 'number' && typeof wanted === 'number') return test(value - wanted);
  if (typeof value === 'string' && typeof wanted === 'string') return test(value < wanted ? -1 : value > wanted ? 1 : 0);
  return false;
};

/**
 * The filter of a subscription's arguments: an omitted argument takes every value, `null` only `null`.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html#using-subscription-arguments
 */
export const argumentsMatch = (args: JsonObject, payload: JsonObject): boolean =>
  Object.entries(args).every(([name, wanted]) => (payload[name] ?? null) === wanted);
