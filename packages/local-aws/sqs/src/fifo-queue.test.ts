import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SqsTestStand, startSqsTestStand } from './testing/sqs-stand.ts';

let stand: SqsTestStand;
let arn: string;
let QueueUrl: string;

beforeEach(async () => {
  stand = await startSqsTestStand();
  arn = stand.sqs.putQueue({ name: 'orders.fifo', fifo: true, contentBasedDeduplication: true });
  QueueUrl = stand.sqs.queueUrl(arn);
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const send = (MessageBody: string, MessageGroupId: string, more = {}) =>
  stand.client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, ...more }));
const receive = async (more = {}) =>
  (await stand.client.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], MaxNumberOfMessages: 10, ...more })))
    .Messages ?? [];
const bodies = async (more = {}) => (await receive(more)).map(({ Body }) => Body);

describe('a FIFO queue', () => {
  it('when one group has several messages, then one receive gives them in order, and then none until they are deleted', async () => {
    for (const n of [1, 2, 3]) await send(`a${n}`, 'a');
    const [one, two] = await receive({ MaxNumberOfMessages: 2 });
    expect(one?.Body).toBe('a1');
    expect(two?.Body).toBe('a2');
    expect(await bodies()).toEqual([]);
    for (const message of [one, two])
      await stand.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect(await bodies()).toEqual(['a3']);
  });

  it('when one group is locked, then the others go on', async () => {
    await send('a1', 'a');
    await send('b1', 'b');
    await send('a2', 'a');
    expect(await bodies({ MaxNumberOfMessages: 1 })).toEqual(['a1']);
    expect(await bodies()).toEqual(['b1']);
    await stand.clock.advance({ seconds: 30 });
    expect(await bodies()).toEqual(['a1', 'a2', 'b1']);
  });

  it('when a message is sent twice within five minutes, then it is accepted and delivered once', async () => {
    const [first, again] = [await send('same', 'a'), await send('same', 'a')];
    expect(again.MessageId).toEqual(first.MessageId);
    expect(again.SequenceNumber).toEqual(first.SequenceNumber);
    await send('other', 'a', { MessageDeduplicationId: 'x' });
    await send('third', 'a', { MessageDeduplicationId: 'x' });
    expect(stand.sqs.depth(arn).visible).toBe(2);
    await stand.clock.advance({ minutes: 5 });
    await send('same', 'a');
    expect(stand.sqs.depth(arn).visible).toBe(3);
  });

  it('when the deduplication scope is the group, then another group may repeat', async () => {
    stand.sqs.putQueue({ name: 'orders.fifo', fifo: true, contentBasedDeduplication: true, deduplicationScope: 'messageGroup' });
    await send('same', 'a');
    await send('same', 'b');
    expect(stand.sqs.depth(arn).visible).toBe(2);
  });

  it('when received, then it has group, deduplication id and a rising sequence number', async () => {
    const [one, two] = [await send('1', 'a', { MessageDeduplicationId: 'd' }), await send('2', 'a')];
    expect(one.SequenceNumber).toMatch(/^\d{20}$/);
    expect(BigInt(two.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(one.SequenceNumber ?? 0));
    const [message] = await receive();
    expect(message?.Attributes).toMatchObject({ MessageGroupId: 'a', MessageDeduplicationId: 'd', SequenceNumber: one.SequenceNumber });
  });

  it('when a group is unlocked by a deletion, then a waiting poll gets its next message', async () => {
    await send('a1', 'a');
    await send('a2', 'a');
    const [message] = await receive({ MaxNumberOfMessages: 1 });
    const poll = bodies({ WaitTimeSeconds: 20 });
    await stand.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect(await poll).toEqual(['a2']);
  });

  it.each([
    ['no group', { MessageGroupId: undefined }, 'The request must contain the parameter MessageGroupId.'],
    ['a delay', { DelaySeconds: 5 }, 'DelaySeconds'],
  ])('when a message has %s, then it is refused', async (_name, more, message) => {
    await expect(send('x', 'a', more)).rejects.toThrow(message);
  });

  it('when it has no deduplication id and content-based deduplication is off, then it is refused', async () => {
    stand.sqs.putQueue({ name: 'orders.fifo', fifo: true });
    await expect(send('x', 'a')).rejects.toThrow('ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  });

  it('when the visibility timeout has run out, then its handle is too late to delete', async () => {
    await send('x', 'a');
    const [message] = await receive();
    await stand.clock.advance({ seconds: 30 });
    await expect(stand.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }))).rejects.toThrow(
      'The receipt handle has expired.',
    );
  });

  it('when ten are sent as a batch, then they keep their order', async () => {
    const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `e${n}`, MessageBody: `m${n}`, MessageGroupId: 'a' }));
    await stand.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(await bodies()).toEqual(Entries.map(({ MessageBody }) => MessageBody));
  });
});

type Step =
  | { readonly do: 'send'; readonly group: string }
  | { readonly do: 'receive'; readonly max: number }
  | { readonly do: 'delete' | 'give back'; readonly which: number }
  | { readonly do: 'wait'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), group: fc.constantFrom('a', 'b', 'c') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('delete' as const, 'give back' as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
);

describe('any use of a FIFO queue', () => {
  it('when messages are sent, received, deleted, given back and time out, then no group is overtaken or shared', async () => {
    let queues = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        queues += 1;
        const queue = stand.sqs.putQueue({ name: `p${queues}.fifo`, fifo: true, visibilityTimeoutSeconds: 30 });
        /** The remaining messages of the queue, by group, in send order. */
        const left = new Map<string, string[]>();
        let held: { body: string; group: string; handle: string; untilMs: number }[] = [];
        let sent = 0;
        for (const next of steps) {
          held = held.filter(({ untilMs }) => untilMs > stand.clock.now());
          if (next.do === 'wait') await stand.clock.advance({ seconds: next.seconds });
          else if (next.do === 'send') {
            sent += 1;
            stand.sqs.send(queue, { body: String(sent), groupId: next.group, deduplicationId: String(sent) });
            left.set(next.group, [...(left.get(next.group) ?? []), String(sent)]);
          } else if (next.do === 'receive') {
            const records = stand.sqs.receive(queue, { max: next.max });
            const free = [...left].filter(([group, all]) => all.length > 0 && !held.some((message) => message.group === group));
            const freeCount = free.reduce((sum, [, all]) => sum + all.length, 0);
            expect(records).toHaveLength(Math.min(next.max, freeCount));
            for (const group of new Set(records.map(({ attributes }) => attributes['MessageGroupId'] ?? ''))) {
              const got = records.filter(({ attributes }) => attributes['MessageGroupId'] === group).map(({ body }) => body);
              expect(held.some((message) => message.group === group)).toBe(false);
              expect(got).toEqual(left.get(group)?.slice(0, got.length));
            }
            held.push(
              ...records.map(({ body, attributes, receiptHandle }) => ({
                body,
                group: attributes['MessageGroupId'] ?? '',
                handle: receiptHandle,
                untilMs: stand.clock.now() + 30_000,
              })),
            );
          } else {
            const message = held[next.which];
            if (message === undefined) continue;
            held = held.filter((other) => other !== message);
            if (next.do === 'give back') stand.sqs.changeVisibility(queue, message.handle, 0);
            else {
              stand.sqs.remove(queue, message.handle);
              left.set(
                message.group,
                (left.get(message.group) ?? []).filter((body) => body !== message.body),
              );
            }
          }
        }
        const { visible, inFlight } = stand.sqs.depth(queue);
        expect(visible + inFlight).toBe([...left.values()].flat().length);
      }),
      { numRuns: 150 },
    );
  });
});
