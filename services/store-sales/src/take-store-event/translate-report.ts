import type { SaleRejected } from '@plumbline/contracts-stores';
import { InventoryAdjusted, SaleRecorded, type StoreReport } from '@plumbline/contracts-stores';
import type { DataOf, EventContract } from '@plumbline/event-kit';

export type ReportedAs = DataOf<typeof SaleRejected>['reported_as'];
type Rejection = Pick<DataOf<typeof SaleRejected>, 'reason' | 'detail'>;

/** A report in our words, or why it can't be said in them. */
export type Translated =
  | { readonly sale: DataOf<typeof SaleRecorded> }
  | { readonly adjustment: DataOf<typeof InventoryAdjusted> }
  | { readonly rejection: Rejection };

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
  if (!store_id) return rejected('store_id_missing', 'It does not say which store it was: store_id is missing.');
  if (!name || !category || !request_id) {
    const missing = Object.entries({ name, category, request_id }).flatMap(([field, value]) => (value ? [] : [field]));
    return rejected('field_missing', `It lacks ${missing.join(', ')}.`);
  }
  if ((is_return === true) === (new_order === true)) return rejected('kind_unclear', unclearKind(is_return === true));
  const amount = centsOf(sales);
  if (amount === undefined) return rejected('amount_invalid', `Its amount is no sum of money: sales is ${JSON.stringify(sales)}.`);
  const what = { report_id: request_id, reported_at: reportedAt, store_id, product: name, category };
  if (reportedAs === 'sales-events') {
    const sale = { ...what, kind: is_return === true ? 'return' : 'sale', amount_cents: amount } as const;
    return misfit(SaleRecorded, sale) ?? { sale };
  }
  const adjustment = { ...what, direction: is_return === true ? 'in' : 'out', value_cents: amount } as const;
  return misfit(InventoryAdjusted, adjustment) ?? { adjustment };
};

const rejected = (reason: Rejection['reason'], detail: string): Translated => ({ rejection: { reason, detail } });

const unclearKind = (both: boolean): string =>
  `It says ${both ? 'both' : 'neither'} that something came back (is_return) ${both ? 'and' : 'nor'} that something went out (new_order).`;

/** What our own contract does not take, such as a name without end. */
const misfit = ({ eventType, data: schema }: EventContract, data: object): Translated | undefined => {
  const { error } = schema.safeParse(data);
  if (error === undefined) return undefined;
  const wrong = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return rejected('field_invalid', `It does not fit ${eventType}: ${wrong}`.slice(0, DETAIL_LENGTH_MAX));
};

const centsOf = (sales: number | undefined): number | undefined => {
  if (sales === undefined || sales < 0 || !Number.isFinite(sales)) return undefined;
  const cents = Math.round(sales * 100);
  return Math.abs(sales * 100 - cents) < ROUNDING * Math.max(1, sales) && Number.isSafeInteger(cents) ? cents : undefined;
};
