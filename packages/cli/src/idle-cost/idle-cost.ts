import type { CompiledStack } from '../stacks/compiled-stacks.ts';
import { IDLE_FREE, IDLE_PRICES, type IdlePrice } from './idle-prices.ts';

export interface IdleCostRow {
  readonly price: IdlePrice;
  readonly count: number;
  /** US dollars a month when the account's free allowance is already used. */
  readonly listUsd: number;
  /** US dollars a month in an account that has nothing else. */
  readonly usd: number;
}

export interface IdleCost {
  readonly rows: readonly IdleCostRow[];
  /** The number of free resources by type, ordered by the types' names. */
  readonly free: ReadonlyMap<string, number>;
  /** All resources, whatever they cost. HCP Terraform counts them. */
  readonly resources: number;
}

/**
 * Calculates the monthly cost of an idle environment.
 *
 * @throws Error for a resource type without a price
 */
export const idleCost = (stacks: readonly CompiledStack[]): IdleCost => {
  const counts = countsOf(stacks);
  const known = new Set([...IDLE_PRICES, ...IDLE_FREE].flatMap(({ types }) => types));
  const unknown = [...counts.keys()].filter((type) => !known.has(type));
  if (unknown.length > 0) {
    throw new Error(`The idle price of ${unknown.join(', ')} is missing. Add it to packages/cli/src/idle-cost/idle-prices.ts.`);
  }
  const free = new Set(IDLE_FREE.flatMap(({ types }) => types));
  return {
    rows: IDLE_PRICES.map((price) => {
      const count = price.types.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);
      return { price, count, listUsd: count * price.usd, usd: Math.max(0, count - price.free) * price.usd };
    }),
    free: new Map([...counts].filter(([type]) => free.has(type)).sort(([a], [b]) => (a < b ? -1 : 1))),
    resources: [...counts.values()].reduce((sum, count) => sum + count, 0),
  };
};

const countsOf = (stacks: readonly CompiledStack[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { terraform } of stacks) {
    for (const [type, resources] of Object.entries(terraform.resource ?? {})) {
      counts.set(type, (counts.get(type) ?? 0) + Object.keys(resources).length);
    }
  }
  return counts;
};
