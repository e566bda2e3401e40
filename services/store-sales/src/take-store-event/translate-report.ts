import type { SaleRejected } from '@plumbline/contracts-stores';
import { InventoryAdjusted, SaleRecorded, type StoreReport } from '@plumbline/contracts-stores';
import type { DataOf } from '@plumbline/event-kit';

export type ReportedAs = DataOf<typeof SaleRejected>['reported_as'];
export type Rejection = Pick<DataOf<typeof SaleRejected>, 'reason' | 'detail'>;

export type Translation =
  | { readonly event: typeof SaleRecorded; readonly data: DataOf<typeof SaleRecorded> }
  | { readonly event: typeof InventoryAdjusted; readonly data: DataOf<typeof InventoryAdjusted> };
export type Translated = Translation | Rejection;

/** Hundredths are exact as far as the decimal number in the report is; doubles are off by less than this. */
const ROUNDING = 1e-6;
/** As SaleRejected has it. */
const DETAIL_LENGTH_MAX = 1_024;

/**
 * Reads a store's report in our words, or says why it can't be read.
 *
 * @param reportedAt when it came to the bus
 */
export const translateReport = (reportedAs: ReportedAs, report: StoreReport, reportedAt: string): Translated => {
  const { store_id, name, category, request_id, sales, is_return, new_order } = report;
  if (!store_id) return { reason: 'store_id_missing', detail: 'It does not say which store it was: store_id is missing.' };
  if (!name || !category || !request_id) {
    const missing = Object.entries({ name, category, request_id }).flatMap(([field, value]) => (value ? [] : [field]));
    return { reason: 'field_missing', detail: `It lacks ${missing.join(', ')}.` };
  }
  if ((is_return === true) === (new_order === true)) return { reason: 'kind_unclear', detail: unclearKind(is_return === true) };
  const amount = centsOf(sales);
  if (amount === undefined)
    return { reason: 'amount_invalid', detail: `Its amount is no sum of money: sales is ${JSON.stringify(sales)}.` };
  const what = { report_id: request_id, reported_at: reportedAt, store_id, product: name, category };
  const translated: Translation =
    reportedAs === 'sales-events'
      ? { event: SaleRecorded, data: { ...what, kind: is_return === true ? 'return' : 'sale', amount_cents: amount } }
      : { event: InventoryAdjusted, data: { ...what, direction: is_return === true ? 'in' : 'out', value_cents: amount } };
  return misfit(translated) ?? translated;
};

const unclearKind = (both: boolean): string =>
  `It says ${both ? 'both' : 'neither'} that something came back (is_return) ${both ? 'and' : 'nor'} that something went out (new_order).`;

/** What our own contract does not take, such as a name without end. */
const misfit = ({ event, data }: Translation): Rejection | undefined => {
  const { error } = event.data.safeParse(data);
  if (error === undefined) return undefined;
  const wrong = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return { reason: 'field_invalid', detail: `It does not fit ${event.eventType}: ${wrong}`.slice(0, DETAIL_LENGTH_MAX) };
};

const centsOf = (sales: number | undefined): number | undefined => {
  if (sales === undefined || sales < 0 || !Number.isFinite(sales)) return undefined;
  const cents = Math.round(sales * 100);
  return Math.abs(sales * 100 - cents) < ROUNDING * Math.max(1, sales) && Number.isSafeInteger(cents) ? cents : undefined;
};
