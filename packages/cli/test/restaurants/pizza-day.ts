import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { VirtualClock } from '@plumbline/local-aws';
import { orderTable } from '@plumbline/service-restaurant-orders/manifest';
import { postOrder } from '@plumbline/service-restaurant-orders/post-order';
import { resumeOrders } from '@plumbline/service-restaurant-orders/resume-orders';
import { deadLetterQueues } from '@plumbline/topology';
import { redriveQueue } from '../../src/dlq/redrive.ts';
import { locksRunOut } from '../locks-run-out.ts';
import type { RestaurantSystem } from './restaurant-system.ts';

/** Clients that post at the same time. */
const CLIENTS = 8;
/** Every tenth card is declined. */
const DECLINED_EVERY = 10;

/** An order of a busy day, and how it must end. */
export interface DayOrder {
  readonly id: string;
  readonly guest: string;
  readonly ends: 'PAID' | 'FAILED';
}

/** What a day left behind. */
export interface DayResult {
  /** One sentence for each order that did not end as its card decides, with one event and one mail. */
  readonly wrong: readonly string[];
  /** Orders that need manual work. */
  readonly onHold: number;
}

/** Posts orders as fast as the API takes them. @returns the orders, and how long the API took, in milliseconds */
export const postDay = async (
  system: Pick<RestaurantSystem, 'api'>,
  count: number,
): Promise<{ readonly orders: readonly DayOrder[]; readonly postedMs: number }> => {
  const startMs = performance.now();
  const orders: DayOrder[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const isDeclined = index % DECLINED_EVERY === 0;
      const guest = isDeclined ? `declined@guest-${index}.example.com` : `guest-${index}@example.com`;
      const id = await posted(system, { name: 'Pizza', quantity: 1 + (index % 6), restaurantId: 'Dominos', clientEmail: guest });
      orders.push({ id, guest, ends: isDeclined ? 'FAILED' : 'PAID' });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { orders, postedMs: performance.now() - startMs };
};

/** A guest posts again when the API could not take the order: it then has no id, and nothing was sent. */
const posted = async (system: Pick<RestaurantSystem, 'api'>, order: Parameters<typeof postOrder>[1]): Promise<string> => {
  for (;;) {
    try {
      return await postOrder(system.api, order);
    } catch (error) {
      if (!/Unavailable|Throttl|InternalServerError|Internal Server/.test((error as Error).message)) throw error;
    }
  }
};

/** The commands that wait. */
export const queueDepth = async ({ connection: { sqs, named } }: Pick<RestaurantSystem, 'connection'>): Promise<number> => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: named('place-order') }));
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'] as const;
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
};

/** The status of every order. */
export const statuses = async ({
  connection: { table, named },
}: Pick<RestaurantSystem, 'connection'>): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  const pages = paginateScan(
    { client: table },
    {
      TableName: named(orderTable.name),
      FilterExpression: '#item = :order',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: { ':order': 'order' },
    },
  );
  for await (const { Items = [] } of pages) for (const { id, order_status } of Items) found.set(String(id), String(order_status));
  return found;
};

/** Shorter than a queue's visibility timeout: time must not outrun a batch that is at work. */
const TOGETHER = { togetherMs: 30_000 };
const ROUNDS_MAX = 6;

/** Waits for a virtual day under faults, ends the faults, then resumes and redrives what is left. @returns the number of redriven letters */
export const finishDay = async (system: RestaurantSystem, clock: VirtualClock, seed: number): Promise<number> => {
  await clock.advance({ hours: 25 }, TOGETHER);
  system.aws.faults.use({ seed, faults: [] });
  await locksRunOut(system.connection);
  const queues = deadLetterQueues(await system.connection.resources());
  let redriven = 0;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    await resumeOrders(system.live);
    for (const queue of queues) redriven += (await redriveQueue(system.connection, queue, { republish: false })).redriven;
    await clock.advance({ hours: 1 }, TOGETHER);
  }
  return redriven;
};

/** Compares every order with how it must end. */
export const dayResult = async (system: RestaurantSystem, orders: readonly DayOrder[]): Promise<DayResult> => {
  const status = await statuses(system);
  const events = eventsByOrder(system);
  const mails = await mailsByGuest(system);
  const wrong = orders.flatMap(({ id, guest, ends }) => {
    if (status.get(id) === 'ON_HOLD') return [];
    const wanted = ends === 'PAID' ? 'RestaurantOrderPaid' : 'RestaurantOrderPaymentFailed';
    const seen = [...new Set(events.get(id) ?? [])];
    const isRight = status.get(id) === ends && seen.length === 1 && seen[0]?.startsWith(`${wanted} `) === true && mails.get(guest) === 1;
    return isRight ? [] : [`${id} is ${status.get(id)} instead of ${ends}, after ${seen.join(', ')}, with ${mails.get(guest) ?? 0} mails`];
  });
  return { wrong, onHold: [...status.values()].filter((one) => one === 'ON_HOLD').length };
};

/** The events of each order, with their ids: a delivery that repeats an event has the same id. */
const eventsByOrder = ({ occurrences }: RestaurantSystem): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const each of occurrences) {
    if (each.kind !== 'event') continue;
    const { Metadata, Data } = each.event.detail as {
      readonly Metadata?: { readonly event_type: string; readonly event_id: string };
      readonly Data?: { readonly order_id?: string };
    };
    if (Metadata === undefined || Data?.order_id === undefined) continue;
    found.set(Data.order_id, [...(found.get(Data.order_id) ?? []), `${Metadata.event_type} ${Metadata.event_id}`]);
  }
  return found;
};

const mailsByGuest = async ({ occurrences }: RestaurantSystem): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>();
  for (const each of occurrences) if (each.kind === 'mail') for (const to of each.to) found.set(to, (found.get(to) ?? 0) + 1);
  return found;
};
