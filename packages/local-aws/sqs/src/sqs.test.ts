import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { LOCAL_ACCOUNT, openFaults, openStore, virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqs } from './sqs.ts';
import { type SqsTestStand, startSqsTestStand } from './testing/sqs-stand.ts';

let stand: SqsTestStand;
let arn: string;

beforeEach(async () => {
  stand = await startSqsTestStand();
  arn = stand.sqs.putQueue({ name: 'orders' });
});
afterEach(() => stand.stop());

describe('SQS for other services', () => {
  it('when messages are received, then they have the form of Lambda’s records', () => {
    const attributes = { a: { DataType: 'String', StringValue: '1' }, b: { DataType: 'Binary', BinaryValue: 'AQI=' } };
    const { messageId } = stand.sqs.send(arn, {
      body: 'hello',
      messageAttributes: attributes,
      systemAttributes: { AWSTraceHeader: 'Root=1' },
    });
    expect(stand.sqs.receive(arn, { max: 10 })).toEqual([
      {
        messageId,
        receiptHandle: expect.stringMatching(/^AQEB/),
        body: 'hello',
        attributes: {
          ApproximateReceiveCount: '1',
          AWSTraceHeader: 'Root=1',
          SentTimestamp: '1767225600000',
          SenderId: '000000000000',
          ApproximateFirstReceiveTimestamp: '1767225600000',
        },
        messageAttributes: {
          a: { stringValue: '1', stringListValues: [], binaryListValues: [], dataType: 'String' },
          b: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: arn,
        awsRegion: 'eu-west-1',
      },
    ]);
  });

  it('when the write around a send is rolled back, then nothing is sent and no subscriber is notified', async () => {
    let told = 0;
    stand.sqs.onVisible(arn, () => (told += 1));
    await stand.clock.advance({ seconds: 1 });
    told = 0;
    const undone = () =>
      stand.store.write(() => {
        stand.sqs.send(arn, { body: 'x' });
        throw new Error('undo');
      });
    expect(undone).toThrow('undo');
    await stand.clock.advance({ seconds: 1 });
    expect(told).toBe(0);
    expect(stand.sqs.depth(arn).visible).toBe(0);
  });

  it('when many messages become visible at once, then a subscriber is notified once, after the commit', async () => {
    const told: number[] = [];
    const unsubscribe = stand.sqs.onVisible(arn, () => told.push(stand.sqs.depth(arn).visible));
    await stand.clock.advance({ seconds: 1 });
    expect(told).toEqual([0]);
    for (const body of ['a', 'b', 'c']) stand.sqs.send(arn, { body });
    expect(told).toEqual([0]);
    await stand.clock.advance({ seconds: 1 });
    expect(told).toEqual([0, 3]);
    const records = stand.sqs.receive(arn, { max: 3, visibilityTimeoutSeconds: 10 });
    stand.sqs.changeVisibility(arn, records[0]?.receiptHandle ?? '', 5);
    stand.sqs.remove(arn, records[1]?.receiptHandle ?? '');
    await stand.clock.advance({ seconds: 30 });
    expect(told).toEqual([0, 3, 1, 2]);
    unsubscribe();
    stand.sqs.send(arn, { body: 'd' });
    await stand.clock.advance({ seconds: 1 });
    expect(told).toHaveLength(4);
  });

  it('when the process starts again, then messages in flight become visible again and putQueue keeps them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sqs-'));
    const file = join(folder, 'store.db');
    const first = await startSqsTestStand(file);
    const queue = first.sqs.putQueue({ name: 'kept' });
    for (const body of ['a', 'b']) first.sqs.send(queue, { body });
    first.sqs.receive(queue, { max: 1 });
    await first.stop();
    const store = openStore(file);
    const clock = virtualClock();
    const sqs = openSqs({ store, clock, account: LOCAL_ACCOUNT, faults: openFaults(() => undefined), endpointUrl: () => '' });
    sqs.putQueue({ name: 'kept', visibilityTimeoutSeconds: 60 });
    const told: number[] = [];
    sqs.start();
    sqs.onVisible(queue, () => told.push(sqs.depth(queue).visible));
    await clock.advance({ seconds: 30 });
    expect(told).toEqual([1, 2]);
    sqs.stop();
    store.close();
    rmSync(folder, { recursive: true });
  });

  it('when the queue does not exist, then the error reports it', () => {
    expect(() => stand.sqs.send(`${arn}x`, { body: 'a' })).toThrow('The specified queue does not exist.');
    expect(stand.sqs.exists(arn)).toBe(true);
    expect(stand.sqs.exists(`${arn}x`)).toBe(false);
  });
});

describe('queues', () => {
  const attributes = async (QueueUrl: string) =>
    (await stand.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;

  it('when its URL is requested, then it is on this endpoint', async () => {
    const { QueueUrl } = await stand.client.send(new GetQueueUrlCommand({ QueueName: 'orders' }));
    expect(QueueUrl).toBe(`${stand.endpoint.url}/000000000000/orders`);
    await expect(stand.client.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('when its attributes are requested, then it returns them all', async () => {
    stand.sqs.setPolicy(arn, { Statement: [] });
    stand.sqs.send(arn, { body: 'a' });
    stand.sqs.send(arn, { body: 'b', delaySeconds: 5 });
    stand.sqs.receive(arn, { max: 1 });
    expect(await attributes(stand.sqs.queueUrl(arn))).toEqual({
      QueueArn: arn,
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      CreatedTimestamp: '1767225600',
      LastModifiedTimestamp: '1767225600',
      VisibilityTimeout: '30',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      DelaySeconds: '0',
      ReceiveMessageWaitTimeSeconds: '0',
      Policy: '{"Statement":[]}',
      SqsManagedSseEnabled: 'true',
    });
  });

  it('when created over the API, then a repeated request with the same attributes succeeds, and with others fails', async () => {
    const create = (VisibilityTimeout: string) =>
      stand.client.send(
        new CreateQueueCommand({ QueueName: 'new.fifo', Attributes: { FifoQueue: 'true', VisibilityTimeout }, tags: { team: 'a' } }),
      );
    const { QueueUrl } = await create('5');
    expect((await create('5')).QueueUrl).toBe(QueueUrl);
    await expect(create('6')).rejects.toMatchObject({ name: 'QueueNameExists', Code: 'QueueAlreadyExists' });
    expect(await attributes(QueueUrl ?? '')).toMatchObject({
      FifoQueue: 'true',
      VisibilityTimeout: '5',
      ContentBasedDeduplication: 'false',
    });
    expect((await stand.client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'a' });
    await stand.client.send(new DeleteQueueCommand({ QueueUrl }));
    await expect(stand.client.send(new GetQueueUrlCommand({ QueueName: 'new.fifo' }))).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('when attributes are set, then only those change', async () => {
    const QueueUrl = stand.sqs.queueUrl(arn);
    const set = (Attributes: Record<string, string>) => stand.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await set({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: '3' }), DelaySeconds: '7' });
    expect(await attributes(QueueUrl)).toMatchObject({
      DelaySeconds: '7',
      VisibilityTimeout: '30',
      RedrivePolicy: `{"deadLetterTargetArn":"${arn}","maxReceiveCount":3}`,
    });
    await set({ RedrivePolicy: '' });
    expect(await attributes(QueueUrl)).not.toHaveProperty('RedrivePolicy');
    await expect(set({ DelaySeconds: '901' })).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
    await expect(set({ Nonsense: '1' })).rejects.toMatchObject({ name: 'InvalidAttributeName' });
  });

  it('when listed, then prefix and pages are kept', async () => {
    for (const name of ['a1', 'a2', 'a3']) stand.sqs.putQueue({ name });
    const list = (more: object) => stand.client.send(new ListQueuesCommand({ QueueNamePrefix: 'a', ...more }));
    const first = await list({ MaxResults: 2 });
    const second = await list({ MaxResults: 2, NextToken: first.NextToken });
    expect([...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])].map((url) => url.split('/').at(-1))).toEqual(['a1', 'a2', 'a3']);
    expect(second.NextToken).toBeUndefined();
  });

  it('when purged, then it is empty', async () => {
    stand.sqs.send(arn, { body: 'a' });
    await stand.client.send(new PurgeQueueCommand({ QueueUrl: stand.sqs.queueUrl(arn) }));
    expect(stand.sqs.depth(arn)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it.each([[{ name: 'a b' }], [{ name: 'x.fifo' }], [{ name: 'x', fifo: true }], [{ name: 'x'.repeat(81) }]])(
    'when defined as %j, then its name is refused',
    (definition) => {
      expect(() => stand.sqs.putQueue(definition)).toThrow();
    },
  );
});

describe('long polls', () => {
  it('when the client of a long poll disconnects, then the next message is not hidden for it', async () => {
    const client = new AbortController();
    const poll = stand.sqs.service.handle({
      operation: 'ReceiveMessage',
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'x-amz-target': 'AmazonSQS.ReceiveMessage' },
      body: Buffer.from(JSON.stringify({ QueueUrl: stand.sqs.queueUrl(arn), WaitTimeSeconds: 20 })),
      requestId: 'r',
      traceHeader: undefined,
      caller: { kind: 'operator' },
      aborted: client.signal,
      authorize: () => undefined,
    });
    client.abort();
    stand.sqs.send(arn, { body: 'kept' });
    await stand.clock.advance({ seconds: 1 });
    expect(await poll).toMatchObject({ body: '{}' });
    expect(stand.sqs.depth(arn)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it('when a message arrives in time, then the long poll gets it', async () => {
    const poll = stand.client.send(new ReceiveMessageCommand({ QueueUrl: stand.sqs.queueUrl(arn), WaitTimeSeconds: 20 }));
    await stand.client.send(new SendMessageCommand({ QueueUrl: stand.sqs.queueUrl(arn), MessageBody: 'a' }));
    expect((await poll).Messages).toMatchObject([{ Body: 'a' }]);
  });
});
