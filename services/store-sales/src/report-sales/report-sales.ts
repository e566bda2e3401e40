import type { SaleRejected, SalesReport } from '@plumbline/contracts-stores';
import type { DataOf } from '@plumbline/event-kit';
import type { z } from 'zod';
import type { Dimension, Totals } from '../totals/total-items.ts';

type Reason = DataOf<typeof SaleRejected>['reason'];

/** A stored total. */
export interface Total {
  readonly dimension: Dimension;
  /** The store, category, day or reason; empty for all. */
  readonly name: string;
  readonly cents: number;
  readonly events: number;
}

export interface ReportSalesPorts {
  readonly readTotals: (of: Totals) => Promise<readonly Total[]>;
}

/** Answers `SalesReport`: stores and categories by descending amount, days in order. */
export const createReportSales =
  ({ readTotals }: ReportSalesPorts) =>
  async ({ of }: z.infer<typeof SalesReport.parameters>): Promise<z.infer<typeof SalesReport.result>> => {
    const [totals, rejected] = await Promise.all([readTotals(of), readTotals('rejected')]);
    const by = (dimension: Dimension): readonly Total[] => totals.filter((total) => total.dimension === dimension);
    const [all] = by('all');
    return {
      of,
      ...(all !== undefined && { all: amountOf(all) }),
      by_store: by('store')
        .toSorted(largestFirst)
        .map((total) => ({ store_id: total.name, ...amountOf(total) })),
      by_category: by('category')
        .toSorted(largestFirst)
        .map((total) => ({ category: total.name, ...amountOf(total) })),
      by_day: by('day')
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map((total) => ({ day: total.name, ...amountOf(total) })),
      rejected: rejected
        .filter(({ dimension }) => dimension === 'reason')
        .toSorted((a, b) => b.events - a.events)
        .map(({ name, events }) => ({ reason: name as Reason, events })),
    };
  };

const amountOf = ({ cents, events }: Total) => ({ cents, events });
const largestFirst = (a: Total, b: Total): number => b.cents - a.cents || (a.name < b.name ? -1 : 1);
