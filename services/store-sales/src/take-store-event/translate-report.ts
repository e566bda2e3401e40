import type { SaleRejected } from '@plumbline/contracts-stores';
import { InventoryAdjusted, SaleRecorded, type StoreReport } from '@plumbline/contracts-stores';
import type { DataOf } from '@plumbline/event-kit';

export type ReportedAs = DataOf<typeof SaleRejected>['reported_as'];
export type Rejection = Pick<DataOf<typeof SaleRejected>, 'reason' | 'detail'>;

export type Translated =
  | { readonly event: typeof SaleRecorded; readonly data: DataOf<typeof SaleRecorded> }
  | { readonly event: typeof InventoryAdjusted; readonly data: DataOf<typeof InventoryAdjusted> }
  | Rejection;

/** Hundredths are exact as far as the decimal number in the report is; doubles are off by less than this. */
const ROUNDING = 1e-6;

/**
 * Reads a store's report in our words, or says why it can't be read.
 *
 * @param reportedAt when it came to the bus
 */
export const translateReport = (reportedAs: ReportedAs, report: StoreReport, reportedAt: string): Translated => {
  const { store_id, name, category, request_id, sales } = report;
  if (!store_id) return { reason: 'store_id_missing', detail: 'It does not say which store it was: store_id is missing.' };
  if (!name || !category || !request_id) {
    const missing = Object.entries({ name, category, request_id }).flatMap(([field, value]) => (value ? [] : [field]));
    return { reason: 'field_missing', detail: `It lacks ${missing.join(', ')}.` };
  }
  if (report.is_return !== true && report.new_order !== true) {
    return {
      reason: 'kind_missing',
      detail: 'It says neither that something came back (is_return) nor that something went out (new_order).',
    };
  }
  const amount = centsOf(sales);
  if (amount === undefined)
    return { reason: 'amount_invalid', detail: `Its amount is no sum of money: sales is ${JSON.stringify(sales)}.` };
  const cameBack = report.is_return === true;
  const what = { report_id: request_id, reported_at: reportedAt, store_id, product: name, category };
  return reportedAs === 'sales-events'
    ? { event: SaleRecorded, data: { ...what, kind: cameBack ? 'return' : 'sale', amount_cents: amount } }
    : { event: InventoryAdjusted, data: { ...what, direction: cameBack ? 'in' : 'out', value_cents: amount } };
};

const centsOf = (sales: number | undefined): number | undefined => {
  if (sales === undefined || sales < 0 || !Number.isFinite(sales)) return undefined;
  const cents = Math.round(sales * 100);
  return Math.abs(sales * 100 - cents) < ROUNDING * Math.max(1, sales) && Number.isSafeInteger(cents) ? cents : undefined;
};
