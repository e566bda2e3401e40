import type { Json } from '../../json.ts';
import { plain } from '../../plain.ts';
import type { SubscriptionCondition, SubscriptionFilter } from '../effects.ts';

type Fields = Readonly<Record<string, unknown>>;
type Group = readonly SubscriptionCondition[];

/** AppSync allows ten groups of ten filters: https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html */
const GROUPS_MAX = 10;

/**
 * `util.transform.toSubscriptionFilter`: writes `{ field: { operator: value }, or: [...] }` as alternatives of conditions that hold together.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-util-transform-js.html
 */
export const toSubscriptionFilter = (
  filter: Fields | undefined,
  ignored: readonly string[] = [],
  rules: Fields = {},
): SubscriptionFilter => {
  const groups = product(alternatives(filter ?? {}, new Set(ignored)), alternatives(rules, new Set()));
  return { filterGroup: groups.filter((filters) => filters.length > 0).map((filters) => ({ filters })) };
};

/** Each group holds conditions that hold together; one group must hold. */
const alternatives = (filter: Fields, ignored: ReadonlySet<string>): readonly Group[] => {
  let groups: readonly Group[] = [[]];
  for (const [name, conditions] of Object.entries(filter)) {
    if (ignored.has(name) || conditions === undefined || conditions === null) continue;
    const parts = (Array.isArray(conditions) ? conditions : [conditions]) as readonly Fields[];
    if (name === 'or')
      groups = product(
        groups,
        parts.flatMap((part) => alternatives(part, ignored)),
      );
    else if (name === 'and') groups = parts.reduce((so, part) => product(so, alternatives(part, ignored)), groups);
    else groups = product(groups, [conditionsOf(name, conditions as Fields)]);
  }
  return groups;
};

const conditionsOf = (fieldName: string, conditions: Fields): Group =>
  Object.entries(conditions).map(([operator, value]) => ({ fieldName, operator, value: plain(value) satisfies Json }));

const product = (some: readonly Group[], others: readonly Group[]): readonly Group[] => {
  if (some.length * others.length > GROUPS_MAX) throw new TypeError(`A subscription filter may have ${GROUPS_MAX} groups.`);
  return some.flatMap((one) => others.map((other) => [...one, ...other]));
};
