interface Paged {
  readonly NamePrefix?: string | undefined;
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html, and the same for EventBridge Scheduler's lists. */
const PAGE_MAX = 100;

/** One page of a list, in the order of names, with the token for the next. */
export const page = <T>(all: readonly T[], nameOf: (item: T) => string, { NamePrefix = '', Limit = PAGE_MAX, NextToken }: Paged) => {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString('utf8');
  const rest = all
    .filter((item) => nameOf(item).startsWith(NamePrefix) && nameOf(item) > after)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const items = rest.slice(0, Limit);
  const last = items.at(-1);
  return {
    items,
    ...(last !== undefined && rest.length > items.length && { NextToken: Buffer.from(nameOf(last)).toString('base64url') }),
  };
};
