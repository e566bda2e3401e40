import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { LocalAwsProps, Occurrence } from '@plumbline/local-aws';
import { mailsTo } from '@plumbline/service-restaurant-orders/mailbox';
import { orderTable } from '@plumbline/service-restaurant-orders/manifest';
import { type OrdersApi, ordersApi } from '@plumbline/service-restaurant-orders/orders-api';
import { openRestaurants } from '@plumbline/service-restaurant-orders/restaurants';
import { liveSystem } from '../../src/live-system.ts';
import { type RunningSystem, startSystem } from '../running-system.ts';

/** The running system with open restaurants, and their API as a guest uses it. */
export interface RestaurantSystem extends RunningSystem {
  readonly live: ReturnType<typeof liveSystem>;
  readonly api: OrdersApi;
  /** An order as its table has it. */
  stored(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Resolves with the final status of an order. */
  ended(id: string): Promise<string>;
  /** The subjects of the mails to an address, the newest first. */
  mails(address: string): Promise<readonly string[]>;
  /** The types of an order's events that the bus accepted, in order. */
  events(id: string): readonly string[];
}

const ENDED = ['PAID', 'FAILED', 'ON_HOLD'];

export const startRestaurants = async (props: Partial<LocalAwsProps> = {}): Promise<RestaurantSystem> => {
  const system = await startSystem(undefined, props);
  const live = liveSystem(system.connection);
  await openRestaurants(live);
  const { table, named } = system.connection;
  const stored: RestaurantSystem['stored'] = async (id) =>
    (await table.send(new GetCommand({ TableName: named(orderTable.name), Key: { id, item: 'order' }, ConsistentRead: true }))).Item;
  return {
    ...system,
    live,
    api: await ordersApi(live),
    stored,
    async ended(id) {
      let status = '';
      await system.until(async () => {
        status = String((await stored(id))?.order_status);
        return ENDED.includes(status);
      });
      return status;
    },
    mails: async (address) => ((await mailsTo(live, address)) ?? []).map(({ subject }) => subject),
    events: (id) => system.occurrences.flatMap((each) => eventOf(each, id)),
  };
};

const eventOf = (each: Occurrence, id: string): readonly string[] => {
  if (each.kind !== 'event') return [];
  const { Metadata, Data } = each.event.detail as {
    readonly Metadata?: { readonly event_type: string };
    readonly Data?: { readonly order_id?: string };
  };
  return Metadata !== undefined && Data?.order_id === id ? [Metadata.event_type] : [];
};
