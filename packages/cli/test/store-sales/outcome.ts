import { deadLetters } from '../dead-letters.ts';
import { got, wanted } from './consumers.ts';
import { recompute, reportsIn } from './recompute.ts';
import type { Report, StoreSalesSystem } from './store-sales-system.ts';

/** The results of many reports, next to the expected results from the log of the bus. */
export interface Outcome {
  readonly reports: number;
  readonly bad: number;
  readonly checks: readonly { readonly what: string; readonly is: unknown; readonly shouldBe: unknown }[];
}

export const outcomeOf = async (system: StoreSalesSystem): Promise<Outcome> => {
  const { occurrences, connection } = system;
  const reports = reportsIn(occurrences);
  const bad = reports.filter(({ detail }) => detail.store_id === undefined);
  const [sales, inventory] = [await system.report('sales'), await system.report('inventory')];
  const failed = occurrences.filter((one) => one.kind === 'invocation' && one.result.functionError !== undefined);
  return {
    reports: reports.length,
    bad: bad.length,
    checks: [
      { what: 'the totals of sales equal the sums of the log, to the cent', is: totalsOf(sales), shouldBe: recompute(reports, 'sales') },
      {
        what: 'the totals of stock equal the sums of the log, to the cent',
        is: totalsOf(inventory),
        shouldBe: recompute(reports, 'inventory'),
      },
      {
        what: 'every bad report is counted with its reason, once',
        is: sales.rejected,
        shouldBe: [{ reason: 'store_id_missing', events: bad.length }],
      },
      {
        what: 'every bad report is in a SaleRejected, and nothing else is',
        is: rejectedIn(system),
        shouldBe: bad.map(({ detail }) => detail.request_id).sort(),
      },
      { what: 'each consumer received exactly the events that it subscribes to', is: await got(system), shouldBe: wanted(system) },
      { what: 'no function failed', is: failed, shouldBe: [] },
      { what: 'every dead-letter queue is empty', is: await deadLetters(connection), shouldBe: [] },
    ],
  };
};

/** A report's totals in the form of a recomputation. */
const totalsOf = ({ all, by_store, by_category, by_day }: Report) => ({
  all,
  by: {
    store: Object.fromEntries(by_store.map(({ store_id, ...amount }) => [store_id, amount])),
    category: Object.fromEntries(by_category.map(({ category, ...amount }) => [category, amount])),
    day: Object.fromEntries(by_day.map(({ day, ...amount }) => [day, amount])),
  },
});

/** The ids of the reports in events of the type SaleRejected, each once. */
const rejectedIn = ({ occurrences }: StoreSalesSystem): readonly string[] => {
  const ids = occurrences.flatMap((one) => {
    if (one.kind !== 'event' || one.event['detail-type'] !== 'sale-rejected') return [];
    const { Data } = one.event.detail as { readonly Data: { readonly report: string } };
    return [(JSON.parse(Data.report) as { readonly request_id: string }).request_id];
  });
  return [...new Set(ids)].sort();
};
