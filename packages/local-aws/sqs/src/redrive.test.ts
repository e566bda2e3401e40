import {
  CancelMessageMoveTaskCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SqsTestStand, startSqsTestStand } from './testing/sqs-stand.ts';

let stand: SqsTestStand;
let arn: string;
let deadArn: string;

beforeEach(async () => {
  stand = await startSqsTestStand();
  deadArn = stand.sqs.putQueue({ name: 'orders-dlq' });
  arn = stand.sqs.putQueue({ name: 'orders', redrivePolicy: { deadLetterTargetArn: deadArn, maxReceiveCount: 2 } });
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const receive = async (queueArn: string) =>
  (
    await stand.client.send(
      new ReceiveMessageCommand({
        QueueUrl: stand.sqs.queueUrl(queueArn),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
        VisibilityTimeout: 0,
      }),
    )
  ).Messages?.[0];

/** A message received twice and then moved by a third receive. */
const dead = async (body = 'bad') => {
  const sent = await stand.client.send(
    new SendMessageCommand({
      QueueUrl: stand.sqs.queueUrl(arn),
      MessageBody: body,
      MessageAttributes: { a: { DataType: 'String', StringValue: '1' } },
    }),
  );
  for (const expected of [body, body, undefined]) expect((await receive(arn))?.Body).toBe(expected);
  return sent.MessageId;
};

describe('a redrive policy', () => {
  it('when a message is received more often than it allows, then it moves unchanged and names its source', async () => {
    const id = await dead();
    expect(await receive(deadArn)).toMatchObject({
      MessageId: id,
      Body: 'bad',
      MessageAttributes: { a: { StringValue: '1' } },
      Attributes: { DeadLetterQueueSourceArn: arn, ApproximateReceiveCount: '3' },
    });
  });

  it('when the dead-letter queue does not allow the source, or is missing, then the message stays', async () => {
    stand.sqs.putQueue({ name: 'orders-dlq', redriveAllowPolicy: { redrivePermission: 'denyAll' } });
    stand.sqs.send(arn, { body: 'x' });
    for (const _ of [1, 2, 3, 4]) expect((await receive(arn))?.Body).toBe('x');
    stand.sqs.putQueue({ name: 'orders', redrivePolicy: { deadLetterTargetArn: `${deadArn}x`, maxReceiveCount: 1 } });
    expect((await receive(arn))?.Body).toBe('x');
  });

  it('when the poison message of a FIFO group has moved, then the next of the group is received', async () => {
    const deadFifo = stand.sqs.putQueue({ name: 'dlq.fifo', fifo: true });
    const fifo = stand.sqs.putQueue({ name: 'q.fifo', fifo: true, redrivePolicy: { deadLetterTargetArn: deadFifo, maxReceiveCount: 1 } });
    for (const body of ['poison', 'fine']) stand.sqs.send(fifo, { body, groupId: 'g', deduplicationId: body });
    expect(stand.sqs.receive(fifo, { max: 1 })[0]?.body).toBe('poison');
    await stand.clock.advance({ seconds: 30 });
    expect(stand.sqs.receive(fifo, { max: 10 }).map(({ body }) => body)).toEqual(['fine']);
    expect(stand.sqs.receive(deadFifo, { max: 10 }).map(({ body }) => body)).toEqual(['poison']);
  });

  it('when its sources are requested, then the dead-letter queue lists them', async () => {
    const answer = await stand.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: stand.sqs.queueUrl(deadArn) }));
    expect(answer.queueUrls).toEqual([stand.sqs.queueUrl(arn)]);
  });
});

describe('a message move task', () => {
  const start = (more = {}) => stand.client.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn, ...more }));
  const tasks = async () => (await stand.client.send(new ListMessageMoveTasksCommand({ SourceArn: deadArn, MaxResults: 10 }))).Results;

  it('when started, then messages go back where they came from as new ones', async () => {
    const id = await dead();
    await start();
    await stand.clock.advance({ seconds: 1 });
    expect(await tasks()).toMatchObject([
      { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1, ApproximateNumberOfMessagesToMove: 1 },
    ]);
    const back = await receive(arn);
    expect(back).toMatchObject({ Body: 'bad', Attributes: { ApproximateReceiveCount: '1' } });
    expect(back?.MessageId).not.toBe(id);
  });

  it('when a rate is given, then it keeps to it and can be cancelled', async () => {
    for (const n of [1, 2, 3, 4, 5]) stand.sqs.send(deadArn, { body: String(n) });
    const { TaskHandle } = await start({ DestinationArn: arn, MaxNumberOfMessagesPerSecond: 2 });
    await expect(start()).rejects.toMatchObject({ name: 'UnsupportedOperation' });
    await stand.clock.advance({ ms: 999 });
    expect(stand.sqs.depth(arn).visible).toBe(2);
    await stand.clock.advance({ ms: 1 });
    expect(stand.sqs.depth(arn).visible).toBe(4);
    expect((await stand.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).ApproximateNumberOfMessagesMoved).toBe(4);
    await stand.clock.advance({ seconds: 10 });
    expect(stand.sqs.depth(arn).visible).toBe(4);
    expect((await tasks())?.[0]?.Status).toBe('CANCELLED');
  });

  it('when a message did not come from another queue, then the task fails and keeps it', async () => {
    stand.sqs.send(deadArn, { body: 'x' });
    await start();
    await stand.clock.advance({ seconds: 1 });
    expect(await tasks()).toMatchObject([{ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' }]);
    expect(stand.sqs.depth(deadArn).visible).toBe(1);
  });

  it('when the source is not a dead-letter queue, then it is refused', async () => {
    await expect(start({ SourceArn: arn })).rejects.toThrow('Source queue must be configured as a Dead Letter Queue.');
  });
});
