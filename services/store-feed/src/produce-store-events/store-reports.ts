import type { StoreReport } from '@plumbline/contracts-stores';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A report with its detail-type. */
export interface Report {
  readonly kind: 'sale' | 'inventory';
  readonly bad: boolean;
  readonly report: StoreReport;
}

/** One in this number of reports is invalid. */
const BAD_ONE_IN = 10;
const STORES = 10;
const CENTS_MAX = 10_000;
const CATEGORIES = ['Books', 'Games', 'Mobiles', 'Groceries', 'Shoes', 'Stationery', 'Laptops', 'Cameras', 'Speakers', 'Furniture'];
const NAMES = ['Minotaur', 'Griffin', 'Phoenix', 'Kraken', 'Sphinx', 'Hydra', 'Chimera', 'Pegasus', 'Cerberus', 'Basilisk'];

/** The requested number of reports; the same seed gives the same reports. A longer list starts with the shorter one; `from` skips reports. */
export function* storeReports(seed: number, from = 0): Generator<Report> {
  const random = xoroshiro128plus(seed);
  const below = (count: number): number => uniformInt(random, 0, count - 1);
  const one = (list: readonly string[]): string => list[below(list.length)] ?? '';
  for (let number = 0; ; number += 1) {
    const bad = below(BAD_ONE_IN) === 0;
    const report: StoreReport = {
      request_id: `${seed}-${number}`,
      name: one(NAMES),
      category: one(CATEGORIES),
      ...(bad ? {} : { store_id: `store_${1 + below(STORES)}` }),
      sales: below(CENTS_MAX) / 100,
      contact_me: 'https://stores.example/helpdesk',
      ...(below(2) === 0 ? { is_return: true } : { new_order: true }),
    };
    const kind = below(2) === 0 ? 'sale' : 'inventory';
    if (number >= from) yield { kind, bad, report };
  }
}
