import type { SaleRejected } from '@plumbline/contracts-stores';
import { InventoryAdjusted, SaleRecorded, type StoreReport } from '@plumbline/contracts-stores';
import type { DataOf, EventContract } from '@plumbline/event-kit';

export type ReportedAs = DataOf<typeof SaleRejected>['reported_as'];
type Rejection = Pick<DataOf<typeof SaleRejected>, 'reason' | 'detail'>;

/** A translated report, or the reason for its rejection. */
export type Translated =
  | { readonly sale: DataOf<typeof SaleRecorded> }
  | { readonly adjustment: DataOf<typeof InventoryAdjusted> }
  | { readonly rejection: Rejection };

/** The tolerance for the rounding error of doubles in hundredths. */
const ROUNDING = 1e-6;
/** The limit of SaleRejected. */
const DETAIL_LENGTH_MAX = 1_024;

/**
 * Translates a store's report into our terms, or returns the reason for its rejection.
 *
 * @param reportedAt the time when the bus accepted the report
 */
export const translateReport = (reportedAs: ReportedAs, report: StoreReport, reportedAt: string): Translated => {
  const { store_id, name, category, request_id, sales, is_return, new_order } = report;
  if (!store_id) return rejected('store_id_missing', 'The report does not name the store: store_id is missing.');
  if (!name || !category || !request_id) {
    const missing = Object.entries({ name, category, request_id }).flatMap(([field, value]) => (value ? [] : [field]));
    return rejected('field_missing', `The report lacks ${missing.join(', ')}.`);
  }
  if ((is_return === true) === (new_order === true)) return rejected('kind_unclear', unclearKind(is_return === true));
  const amount = centsOf(sales);
  if (amount === undefined) return rejected('amount_invalid', `The amount is invalid: sales is ${JSON.stringify(sales)}.`);
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
  `The report states ${both ? 'both' : 'neither'} that goods came back (is_return) ${both ? 'and' : 'nor'} that goods went out (new_order).`;

/** Rejects a report that our own contract does not accept, such as one with a name that is too long. */
const misfit = ({ eventType, data: schema }: EventContract, data: object): Translated | undefined => {
  const { error } = schema.safeParse(data);
  if (error === undefined) return undefined;
  const wrong = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return rejected('field_invalid', `The report does not fit ${eventType}: ${wrong}`.slice(0, DETAIL_LENGTH_MAX));
};

const centsOf = (sales: number | undefined): number | undefined => {
  if (sales === undefined || sales < 0 || !Number.isFinite(sales)) return undefined;
  const cents = Math.round(sales * 100);
  return Math.abs(sales * 100 - cents) < ROUNDING * Math.max(1, sales) && Number.isSafeInteger(cents) ? cents : undefined;
};
