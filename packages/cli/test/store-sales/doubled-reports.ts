import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type StoreSalesSystem, startStoreSales } from './store-sales-system.ts';

/** Events that resemble the domain's, but have no consumer in it. */
const OTHERS: readonly PutEventsRequestEntry[] = [
  { Source: 'Miztiik-Automation-Data-Producer', DetailType: 'returns-events', Detail: '{"request_id":"other-1","store_id":"store_1"}' },
  { Source: 'miztiik-automation-data-producer', DetailType: 'sales-events', Detail: '{"request_id":"other-2","store_id":"store_1"}' },
  { Source: 'com.example.stores', DetailType: 'inventory-events', Detail: '{"request_id":"other-3","store_id":"store_1"}' },
  { Source: 'com.example.stores', DetailType: 'sale-recorded', Detail: '{"Metadata":{"event_id":"other-4","event_version":"1.0"}}' },
  // The next major version: consumers of the first one do not receive it.
  { Source: 'plumbline.store-sales', DetailType: 'sale-recorded', Detail: '{"Metadata":{"event_id":"other-5","event_version":"2.0"}}' },
];

/** Publishes the requested number of seeded reports among other events, each event twice. Resolves when all work is done. */
export const doubledReports = async (count: number, seed: number): Promise<StoreSalesSystem> => {
  const system = await startStoreSales({ seed, faults: [{ on: 'bus:*', what: 'duplicate' }] });
  const Entries = OTHERS.map((entry) => ({ ...entry, EventBusName: system.connection.bus }));
  await system.connection.events.send(new PutEventsCommand({ Entries }));
  await system.produce(count, seed);
  await system.clock.advance({ hours: 1 }, { togetherMs: 1_000 });
  return system;
};
