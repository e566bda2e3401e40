import { StoreInventoryReported, StoreSaleReported } from '@plumbline/contracts-stores';
import { defineFunction, defineService } from '@plumbline/event-kit';

export const produceStoreEvents = defineFunction({
  name: 'produce-store-events',
  summary: 'Reports sales and stock as the stores do, some of it badly.',
  // Disabled. Enable the schedule, or invoke the function directly.
  schedule: { expression: 'rate(5 minutes)', input: { count: 5 }, enabled: false },
  publishes: [StoreSaleReported, StoreInventoryReported],
  timeoutSeconds: 60,
});

export const storeFeed = defineService({
  name: 'store-feed',
  domain: 'stores',
  team: 'store-feed-team',
  summary: 'Brings what the stores report to the bus.',
  functions: [produceStoreEvents],
});
