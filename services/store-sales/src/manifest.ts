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

/** What each store has sold, and has: see `totals/total-items.ts`. */
export const totalsTable = defineTable({ name: 'store-totals', partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expiration' });

/** Who sends books again that were sold. */
export const bookSupplier = defineApiDestination({ name: 'book-supplier', summary: 'Delivers books to the stores.', perSecondMax: 10 });

/** Sales that a person wants to see. */
export const bigSales = defineQueue({ name: 'big-sales' });
/** Reports that could not be read, with the reason, for a person to look at. */
export const rejectedReports = defineQueue({ name: 'rejected-reports' });

const BIG_SALE_CENTS = 90_00;

/** Those that add up take what they add in batches, and not too many at once: they all write the same totals. */
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
