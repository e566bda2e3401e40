export { InventoryAdjusted } from './inventory-adjusted.ts';
export { SaleRecorded } from './sale-recorded.ts';
export { SaleRejected } from './sale-rejected.ts';
export { SalesReport } from './sales-report.ts';
export { StoreInventoryReported } from './store-inventory-reported.ts';
export { STORES_SOURCE, type StoreReport } from './store-report.ts';
export { StoreSaleReported } from './store-sale-reported.ts';
