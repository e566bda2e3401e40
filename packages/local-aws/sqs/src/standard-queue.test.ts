import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MESSAGE_BYTES_MAX } from './queue-definition.ts';
import { type SqsTestStand, startSqsTestStand } from './testing/sqs-stand.ts';

let stand: SqsTestStand;
let arn: string;
let QueueUrl: string;

beforeEach(async () => {
  stand = await startSqsTestStand();
  arn = stand.sqs.putQueue({ name: 'orders', visibilityTimeoutSeconds: 30 });
  QueueUrl = stand.sqs.queueUrl(arn);
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const send = (MessageBody: string, more = {}) => stand.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (more = {}) =>
  (
    await stand.client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'], ...more }),
    )
  ).Messages ?? [];
const remove = (ReceiptHandle: string | undefined) => stand.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

describe('a message', () => {
  it('when sent, then it is received with its attributes, hidden, and received again after the visibility timeout', async () => {
    const sent = await send('héllo', {
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'x' },
        raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5-6' } },
    });
    const [first] = await receive();
    expect(first).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'héllo',
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { AWSTraceHeader: 'Root=1-5-6', ApproximateReceiveCount: '1', SentTimestamp: '1767225600000', SenderId: '000000000000' },
    });
    expect(first?.MessageAttributes?.['raw']?.BinaryValue).toEqual(new Uint8Array([1, 2]));
    expect(await receive()).toEqual([]);
    await stand.clock.advance({ seconds: 30 });
    const [second] = await receive();
    expect(second?.Attributes).toMatchObject({ ApproximateReceiveCount: '2', ApproximateFirstReceiveTimestamp: '1767225600000' });
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it('when deleted with its latest handle, then it is deleted; an earlier handle deletes nothing', async () => {
    await send('a');
    const [first] = await receive({ VisibilityTimeout: 0 });
    const [second] = await receive();
    await remove(first?.ReceiptHandle);
    expect(stand.sqs.depth(arn)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    await remove(second?.ReceiptHandle);
    expect(stand.sqs.depth(arn)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await remove(second?.ReceiptHandle);
    await expect(remove('nonsense')).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it('when its visibility is changed, then it hides longer or not at all', async () => {
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      stand.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await send('a');
    const [first] = await receive();
    await change(first?.ReceiptHandle, 100);
    await stand.clock.advance({ seconds: 99 });
    expect(await receive()).toEqual([]);
    await change(first?.ReceiptHandle, 0);
    expect(await receive()).toHaveLength(1);
    await expect(change(first?.ReceiptHandle, 5)).rejects.toThrow(
      'Message does not exist or is not available for visibility timeout change.',
    );
  });

  it('when the caller sends a trace header with the request, then the message carries it', async () => {
    stand.client.middlewareStack.add(
      (next) => (args) => {
        Object.assign((args.request as { headers: Record<string, string> }).headers, { 'x-amzn-trace-id': 'Root=1-a-b;Sampled=1' });
        return next(args);
      },
      { step: 'build' },
    );
    await send('a');
    expect((await receive())[0]?.Attributes).toMatchObject({ AWSTraceHeader: 'Root=1-a-b;Sampled=1' });
  });

  it('when delayed, then it counts as delayed until it is visible', async () => {
    await send('a', { DelaySeconds: 10 });
    expect(stand.sqs.depth(arn)).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
    await stand.clock.advance({ seconds: 10 });
    expect(await receive()).toHaveLength(1);
  });

  it('when older than the retention, then it is neither received nor counted nor kept', async () => {
    stand.sqs.putQueue({ name: 'orders', messageRetentionSeconds: 90 });
    await send('a');
    await stand.clock.advance({ seconds: 90 });
    expect(await receive()).toEqual([]);
    await send('b');
    await stand.clock.advance({ minutes: 3 });
    expect(stand.store.prepare('select count(*) as n from sqs_message').get()).toEqual({ n: 0 });
  });

  it('when only some attributes are asked for, then their MD5 is of those', async () => {
    await send('a', {
      MessageAttributes: {
        'a.x': { DataType: 'String', StringValue: '1' },
        'a.y': { DataType: 'Number', StringValue: '2' },
        b: { DataType: 'String', StringValue: '3' },
      },
    });
    const [message] = await receive({ MessageAttributeNames: ['a.*'], MessageSystemAttributeNames: ['SentTimestamp'] });
    expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(['a.x', 'a.y']);
    expect(Object.keys(message?.Attributes ?? {})).toEqual(['SentTimestamp']);
  });
});

describe('a poll that waits', () => {
  it('when a message is sent, then it ends with it', async () => {
    const poll = receive({ WaitTimeSeconds: 20 });
    await send('a');
    expect(await poll).toHaveLength(1);
  });

  it.each([
    ['its delay runs out', async () => void (await send('a', { DelaySeconds: 5 }))],
    [
      'its visibility timeout runs out',
      async () => {
        await send('a');
        await receive({ VisibilityTimeout: 5 });
      },
    ],
  ])('when a message comes back because %s, then it ends with it', async (_name, prepare) => {
    await prepare();
    const poll = receive({ WaitTimeSeconds: 20 });
    await waiting();
    await stand.clock.advance({ seconds: 5 });
    expect(await poll).toHaveLength(1);
  });

  it('when no message arrives, then it ends empty after its time', async () => {
    const poll = receive({ WaitTimeSeconds: 20 });
    await waiting();
    await stand.clock.advance({ seconds: 20 });
    expect(await poll).toEqual([]);
  });

  it('when SQS stops, then it ends empty', async () => {
    const poll = receive({ WaitTimeSeconds: 20 });
    await waiting();
    stand.sqs.stop();
    expect(await poll).toEqual([]);
  });

  /** A further request, answered after the poll has started to wait. */
  const waiting = () =>
    stand.client.send(new ReceiveMessageCommand({ QueueUrl: stand.sqs.queueUrl(stand.sqs.putQueue({ name: 'other' })) }));
});

describe('a batch', () => {
  it('when some entries are wrong, then the others go through and each is answered', async () => {
    const answer = await stand.client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', MessageBody: 'a' },
          { Id: 'bad', MessageBody: '\u0001' },
          { Id: 'late', MessageBody: 'a', DelaySeconds: 901 },
        ],
      }),
    );
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(answer.Failed).toMatchObject([
      { Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true },
      { Id: 'late', Code: 'InvalidParameterValue', SenderFault: true },
    ]);
  });

  it('when messages are deleted as a batch, then wrong handles are answered one by one', async () => {
    await send('a');
    const [message] = await receive();
    const answer = await stand.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', ReceiptHandle: message?.ReceiptHandle },
          { Id: 'b', ReceiptHandle: 'x' },
        ],
      }),
    );
    expect(answer.Successful?.length).toBe(1);
    expect(answer.Failed?.[0]?.Code).toBe('ReceiptHandleIsInvalid');
  });

  const entries = (n: number, MessageBody = 'a') => Array.from({ length: n }, (_, i) => ({ Id: `e${i}`, MessageBody }));
  it.each([
    ['empty', [], 'EmptyBatchRequest'],
    ['longer than ten', entries(11), 'TooManyEntriesInBatchRequest'],
    ['with one id twice', [...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct'],
    ['with an id of other characters', [{ Id: 'a b', MessageBody: 'a' }], 'InvalidBatchEntryId'],
    ['over 1 MiB', entries(2, 'x'.repeat(MESSAGE_BYTES_MAX / 2 + 1)), 'BatchRequestTooLong'],
  ])('when it is %s, then it is refused as a whole', async (_name, Entries, name) => {
    await expect(stand.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({ name });
  });
});

describe('limits and errors', () => {
  it.each([
    ['an empty body', { MessageBody: '' }, 'MissingParameter', 'The request must contain the parameter MessageBody.'],
    [
      'a body over 1 MiB',
      { MessageBody: 'x'.repeat(MESSAGE_BYTES_MAX + 1) },
      'InvalidParameterValue',
      'Message must be shorter than 1048576 bytes.',
    ],
    ['a delay over 15 minutes', { DelaySeconds: 901 }, 'InvalidParameterValue', 'DelaySeconds must be >= 0 and <= 900.'],
    ['a deduplication id', { MessageDeduplicationId: 'x' }, 'InvalidParameterValue', 'not valid for this queue type'],
    [
      'an attribute without value',
      { MessageAttributes: { a: { DataType: 'String' } } },
      'InvalidParameterValue',
      "Message attribute 'a' must contain a non-empty message attribute value",
    ],
  ])('when a message has %s, then it is refused', async (_name, input, name, message) => {
    await expect(send('a', input)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('when a message is just 1 MiB, then it is taken', async () => {
    await send('x'.repeat(MESSAGE_BYTES_MAX));
    expect((await receive())[0]?.Body).toHaveLength(MESSAGE_BYTES_MAX);
  });

  it.each([[{ MaxNumberOfMessages: 11 }], [{ MaxNumberOfMessages: 0 }], [{ WaitTimeSeconds: 21 }], [{ VisibilityTimeout: 43_201 }]])(
    'when a receive asks for %j, then it is refused',
    async (input) => {
      await expect(receive(input)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    },
  );

  it('when the queue does not exist, then clients of both protocols receive the error', async () => {
    const missing = stand.client.send(new PurgeQueueCommand({ QueueUrl: `${QueueUrl}x` }));
    await expect(missing).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
      message: 'The specified queue does not exist.',
    });
  });

  it('when the caller may not, then nothing is sent', async () => {
    stand.refused.add('sqs:SendMessage');
    await expect(send('a')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(stand.sqs.depth(arn).visible).toBe(0);
  });
});
