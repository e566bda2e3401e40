import { hash, randomUUID } from 'node:crypto';
import { bodiesOf, checkPublication } from './check-publication.ts';
import { openDeduplication } from './deduplication.ts';
import { openDeliveries } from './delivery/deliveries.ts';
import { accepts } from './filter-policy/subscription-filter.ts';
import { bodyFor, type Message, type Publication } from './message.ts';
import type { SnsContext } from './sns-context.ts';
import type { Topic } from './topic.ts';

/** The response for the publisher. */
export type Published = Pick<Message, 'id' | 'sequenceNumber'>;

/** Accepts a message and delivers it to every subscription whose filter accepts it, in one write. Throws Publish's errors. */
export type Publish = (topic: Topic, publication: Publication, traceHeader: string | undefined) => Published;

export const openPublish = (context: SnsContext): Publish => {
  const { store, clock, subscriptions, faults } = context;
  const deliveries = openDeliveries(context);
  const deduplication = openDeduplication(store, clock);

  const deliverOnce = (message: Message, lateMs: number): void => {
    for (const subscription of subscriptions.ofTopic(message.topicArn)) {
      const filtered = { body: bodyFor(message, subscription.protocol), attributes: message.attributes };
      if (subscriptions.confirmations.isConfirmed(subscription) && accepts(subscription, filtered))
        deliveries.add(subscription, message, lateMs);
    }
  };

  /** On a FIFO topic, no message may overtake another of its group, and none may arrive twice. */
  const deliver = (topic: Topic, message: Message): void => {
    const subject = { kind: 'topic', name: topic.name } as const;
    deliverOnce(message, topic.fifo ? 0 : faults.delayMs(subject));
    if (!topic.fifo && faults.strike('duplicate', subject) !== undefined) deliverOnce(message, 0);
  };

  return (topic, publication, traceHeader) => {
    checkPublication(topic, publication);
    const message = messageOf(topic, publication, clock.now(), traceHeader);
    return store.write(() => {
      if (!topic.fifo) {
        deliver(topic, message);
        return { id: message.id };
      }
      const { known, sequenceNumber } = deduplication.take(topic, message);
      if (known !== undefined) return { id: known, sequenceNumber };
      deliver(topic, { ...message, sequenceNumber });
      return { id: message.id, sequenceNumber };
    });
  };
};

const messageOf = (topic: Topic, publication: Publication, publishedMs: number, traceHeader: string | undefined): Message => {
  const { subject, attributes, groupId, deduplicationId = topic.fifo ? hash('sha256', publication.body) : undefined } = publication;
  return {
    id: randomUUID(),
    topicArn: topic.arn,
    ...bodiesOf(publication),
    attributes,
    publishedMs,
    ...(subject === undefined ? {} : { subject }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(deduplicationId === undefined ? {} : { deduplicationId }),
    ...(traceHeader === undefined ? {} : { traceHeader }),
  };
};
