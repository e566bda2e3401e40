import { InventoryAdjusted, SaleRecorded, SaleRejected, StoreInventoryReported, StoreSaleReported } from '@plumbline/contracts-stores';
import {
  atLeast,
  defineApiDestination,
  defineFunction,
  defineQueue,
  defineService,
  defineTable,
  forward,
  may,
  on,
} from '@plumbline/event-kit';

/** The totals of sales and stock of each store: see `totals/total-items.ts`. */
export const totalsTable = defineTable({ name: 'store-totals', partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expiration' });

/** The supplier that replaces sold books. */
export const bookSupplier = defineApiDestination({ name: 'book-supplier', summary: 'Delivers books to the stores.', perSecondMax: 10 });

/** Large sales for manual review. */
export const bigSales = defineQueue({ name: 'big-sales' });
/** Rejected reports with the reason, for manual work. */
export const rejectedReports = defineQueue({ name: 'rejected-reports' });

const BIG_SALE_CENTS = 90_00;

/** The functions that update totals consume batches with limited concurrency, because they write the same items. */
const ADDS_UP = {
  batching: { size: 10, windowSeconds: 1, concurrencyMax: 2 },
  uses: [may(totalsTable, 'PutItem', 'UpdateItem')],
};

export const takeStoreEvent = defineFunction({
  name: 'take-store-event',
  summary: "Translates the stores' own reports into events of ours, and says which it could not.",
  consumes: [on(StoreSaleReported), on(StoreInventoryReported)],
  publishes: [SaleRecorded, InventoryAdjusted, SaleRejected],
});

export const recordSale = defineFunction({
  name: 'record-sale',
  summary: 'Adds up what the stores have sold, less what came back.',
  consumes: [on(SaleRecorded)],
  ...ADDS_UP,
});

export const adjustInventory = defineFunction({
  name: 'adjust-inventory',
  summary: 'Adds up what came into the stores, less what went out.',
  consumes: [on(InventoryAdjusted)],
  ...ADDS_UP,
});

export const countRejected = defineFunction({
  name: 'count-rejected',
  summary: 'Counts the reports that could not be read.',
  consumes: [on(SaleRejected)],
  ...ADDS_UP,
});

export const reportSales = defineFunction({
  name: 'report-sales',
  summary: 'Answers what the stores have sold, or have.',
  byHand: true,
  uses: [may(totalsTable, 'Query')],
});

export const storeSales = defineService({
  name: 'store-sales',
  domain: 'stores',
  team: 'store-sales-team',
  summary: 'Knows what every store has sold, and what it has.',
  functions: [takeStoreEvent, recordSale, adjustInventory, countRejected, reportSales],
  forwards: [
    forward('rejected-reports', on(SaleRejected), rejectedReports),
    forward('big-sales', on(SaleRecorded, { where: { kind: ['sale'], amount_cents: [atLeast(BIG_SALE_CENTS)] } }), bigSales),
    forward('books-to-supplier', on(SaleRecorded, { where: { kind: ['sale'], category: ['Books'] } }), bookSupplier),
  ],
});
