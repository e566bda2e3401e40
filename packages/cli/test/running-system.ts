import { type LocalAws, type LocalAwsProps, type Occurrence, startLocalAws } from '@plumbline/local-aws';
import { objectKey } from '@plumbline/service-intake/object-key';
import { readStacks } from '@plumbline/topology';
import { type Connection, connect } from '../src/connection.ts';
import { ROOT } from '../src/root.ts';
import { type OrderHistory, orderHistory, putOrder, sampleOrder } from './ordering.ts';

export { ROOT };

/** The synthesized system, running in memory on a free port. */
export interface RunningSystem {
  readonly aws: LocalAws;
  readonly connection: Connection;
  /** Everything that happened. */
  readonly occurrences: readonly Occurrence[];
  /** Resolves when `holds` returns true. Calls it after every occurrence. */
  until(holds: () => Promise<boolean>): Promise<void>;
  /** Resolves with an order's history when the order has a final status and the history has every published event of the order. */
  finished(orderId: string): Promise<OrderHistory>;
}

export const startSystem = async (cdktfOut = `${ROOT}infra/cdktf.out`, props: Partial<LocalAwsProps> = {}): Promise<RunningSystem> => {
  const occurrences: Occurrence[] = [];
  let wake: () => void = () => undefined;
  const aws = await startLocalAws({
    stacks: await readStacks(cdktfOut),
    port: 0,
    ...props,
    observe: (occurrence) => {
      occurrences.push(occurrence);
      wake();
    },
  });
  const connection = connect({ url: aws.url, environment: 'dev' });
  const until: RunningSystem['until'] = async (holds) => {
    for (;;) {
      const happened = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (await holds()) return;
      await happened;
    }
  };
  return {
    aws,
    connection,
    occurrences,
    until,
    async finished(orderId) {
      let history: OrderHistory | undefined;
      await until(async () => {
        history = await orderHistory(connection, orderId);
        return history.order?.status.startsWith('PAYMENT_') === true && history.events.length === eventsOf(occurrences, orderId).size;
      });
      return history as OrderHistory;
    },
  };
};

/** A DoorDash order with a new id. */
export const doordashOrder = (orderId: string, fulfillment = 'dx_delivery'): string =>
  sampleOrder('doordash-delivery', orderId).replace('dx_delivery', fulfillment);

/** Puts an order under its channel's key, and returns the key. */
export const place = async ({ connection }: RunningSystem, body: string, orderId: string, channel = 'doordash'): Promise<string> => {
  const key = objectKey({ tenant: 'Dr541r357e', channel, orderId }, new Date());
  await putOrder(connection, key, body);
  return key;
};

/** The ids of an order's events that the bus accepted. */
const eventsOf = (occurrences: readonly Occurrence[], orderId: string): ReadonlySet<string> => {
  const ids = new Set<string>();
  for (const occurrence of occurrences) {
    if (occurrence.kind !== 'event') continue;
    const detail = occurrence.event.detail as {
      readonly Metadata?: { readonly event_id: string };
      readonly Data?: { readonly order_id?: string };
    };
    if (detail.Metadata !== undefined && detail.Data?.order_id === orderId) ids.add(detail.Metadata.event_id);
  }
  return ids;
};
