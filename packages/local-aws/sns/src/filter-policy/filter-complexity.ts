import { isObject, type JsonObject, type JsonValue } from '@plumbline/eventbridge';

/** Whether a key contains further keys. */
export const isNested = (policy: JsonObject): boolean =>
  Object.entries(policy).some(([key, value]) => (key === '$or' ? members(value).some(isNested) : isObject(value)));

/** The keys that count: those of the top level, also within `$or`. */
export const keysOf = (policy: JsonObject): ReadonlySet<string> =>
  new Set(Object.entries(policy).flatMap(([key, value]) => (key === '$or' ? members(value).flatMap((one) => [...keysOf(one)]) : [key])));

/**
 * The number of combinations of a policy: the values of each key times its depth, multiplied; those of alternatives in `$or` are added.
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export const combinations = (policy: JsonObject, depth = 1): number => {
  let product = 1;
  for (const [key, value] of Object.entries(policy)) {
    if (key === '$or') product *= sum(members(value).map((one) => combinations(one, depth)));
    else if (isObject(value)) product *= combinations(value, depth + 1);
    else product *= (Array.isArray(value) ? value.length : 1) * depth;
  }
  return product;
};

const members = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
