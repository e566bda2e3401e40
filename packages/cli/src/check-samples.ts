import type { Occurrence } from '@plumbline/local-aws';
import { deadLetterQueues } from '@plumbline/topology';
import type { Connection } from './connection.ts';
import { depthOf, urlOf } from './dlq/received-letters.ts';
import { failuresSeen } from './failures-seen.ts';
import { orderHistory } from './order-history.ts';
import { rejectedObjects } from './quarantine.ts';
import type { PutSamples, Sample } from './samples.ts';
import { fetchTrace, traceTree } from './trace-tree.ts';

/** Longer than any sample takes on a slow machine with cold functions. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

export interface SamplesCheck {
  /** Everything that has happened, growing. */
  readonly seen: readonly Occurrence[];
  readonly connection: Connection;
  readonly samples: PutSamples;
  /** The types of the events that an order may cause, by its `service_info`. */
  readonly expected: (serviceInfo: string) => ReadonlySet<string>;
  /** Resolves when nothing is running or due. */
  readonly idle: () => Promise<void>;
  /** What lay in each dead-letter queue before. */
  readonly deadLettersBefore: ReadonlyMap<string, number>;
}

/** Waits until the samples are through, and answers what is not as expected: of the samples, and of everything that happened. */
export const checkSamples = async (check: SamplesCheck): Promise<readonly string[]> => {
  const { seen, samples, idle } = check;
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const problems = [...unanswered(seen, samples), ...(await problemsOf(check))];
    // Others may still be at work on what no sample shows.
    if (problems.length === 0) await idle();
    const failures = [...problems, ...failuresSeen(seen), ...(await newDeadLetters(check))];
    if (failures.length === 0 || Date.now() > endMs) return failures;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};

const newDeadLetters = async ({ connection, deadLettersBefore }: SamplesCheck): Promise<readonly string[]> => {
  const now = await deadLetters(connection);
  return [...now].flatMap(([queue, count]) => {
    const added = count - (deadLettersBefore.get(queue) ?? 0);
    return added > 0 ? [`${added} dead letter${added === 1 ? '' : 's'} in ${queue}: plumb dlq show ${queue} tells why`] : [];
  });
};

/** How many messages lie in each dead-letter queue. */
export const deadLetters = async (connection: Connection): Promise<ReadonlyMap<string, number>> => {
  const queues = deadLetterQueues(await connection.resources());
  const counts = queues.map(async (queue) => {
    const { waiting, inFlight } = await depthOf(connection, await urlOf(connection, queue));
    return [queue.name, waiting + inFlight] as const;
  });
  return new Map(await Promise.all(counts));
};

/** Every notification has to be answered, the repeated one too: before that nothing can be said of what it caused. */
const unanswered = (seen: readonly Occurrence[], { orders, badKey, notifications }: PutSamples): readonly string[] => {
  const keys = new Set([badKey, ...orders.map(({ key }) => key)]);
  const told = seen.flatMap((each) => (each.kind === 'event' && keys.has(objectKeyOf(each) ?? '') ? [each.event.id] : []));
  const answered = seen.filter((each) => each.kind === 'delivery' && each.outcome === 'delivered' && told.includes(each.eventId));
  return answered.length === notifications ? [] : [`${answered.length} of ${notifications} notifications were answered`];
};

const objectKeyOf = ({ event }: Extract<Occurrence, { kind: 'event' }>): string | undefined =>
  (event.detail as { readonly object?: { readonly key?: string } }).object?.key;

const problemsOf = async (check: SamplesCheck): Promise<readonly string[]> => {
  const { connection, samples } = check;
  const ofOrders = await Promise.all(samples.orders.map((sample) => problemsOfOrder(check, sample)));
  const rejected = await rejectedObjects(connection);
  const quarantined = rejected.some(({ object, reason }) => object.key === samples.badKey && reason === 'not_an_order');
  return [...ofOrders.flat(), ...(quarantined ? [] : [`${samples.badKey} is not in quarantine as "not_an_order"`])];
};

/** What an order causes only when its card is declined; those of the samples are good. */
const NOT_EXPECTED = 'PaymentFailed';

const problemsOfOrder = async (
  { seen, connection, expected }: SamplesCheck,
  { orderId, serviceInfo }: Sample,
): Promise<readonly string[]> => {
  const { order, events } = await orderHistory(connection, orderId);
  const name = `${serviceInfo} order ${orderId}`;
  if (order === undefined) return [`${name} is not stored`];
  // Each once; of two that do not depend on each other, either may be first.
  const wanted = inOneText([...expected(serviceInfo)].filter((type) => type !== NOT_EXPECTED));
  const recorded = inOneText(events.map(({ Metadata }) => Metadata.event_type));
  const published = inOneText(publishedOf(seen, orderId));
  const { broken } = traceTree(order.trace_id === null ? [] : await fetchTrace(connection, order.trace_id));
  return [
    ...(order.status === 'PAYMENT_CAPTURED' ? [] : [`${name} is ${order.status}`]),
    ...(published === wanted ? [] : [`${name} caused the events ${published} instead of ${wanted}`]),
    ...(recorded === wanted ? [] : [`${name} has the history ${recorded} instead of ${wanted}`]),
    ...(order.trace_id !== null && broken.length === 0 ? [] : [`the trace of ${name} is broken`]),
  ];
};

const inOneText = (types: readonly string[]): string => types.toSorted().join(', ');

/** The types of the events that the bus took of an order: a repeated event, which the history would not show, stands here twice. */
const publishedOf = (seen: readonly Occurrence[], orderId: string): readonly string[] =>
  seen.flatMap((each) => {
    if (each.kind !== 'event') return [];
    const detail = each.event.detail as {
      readonly Metadata?: { readonly event_type: string };
      readonly Data?: { readonly order_id?: string };
    };
    return detail.Metadata !== undefined && detail.Data?.order_id === orderId ? [detail.Metadata.event_type] : [];
  });
