import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, type MessageAttributeValue, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type LocalAws, type Occurrence, startLocalAws } from '@plumbline/local-aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../src/connection.ts';
import { redriveQueue } from '../src/dlq/redrive.ts';
import { HISTORY_MEMBER } from '../src/dlq/redrive-history.ts';

const ACCOUNT = 'eu-west-1:000000000000';
const RULE = `arn:aws:events:${ACCOUNT}:rule/r`;
const DEAD = { name: 'dead', arn: `arn:aws:sqs:${ACCOUNT}:dead`, stack: 'test' };
const EVENT = { id: 'e-1', source: 'com.acme', 'detail-type': 'order', resources: ['arn:1'], detail: { big: 1 } };
const TEXT = JSON.stringify(EVENT).replace('"big":1', '"big":12345678901234567890');

let aws: LocalAws;
let connection: Connection;
let events: EventBridgeClient;
const occurrences: Occurrence[] = [];

beforeEach(async () => {
  occurrences.length = 0;
  aws = await startLocalAws({ stacks: [], port: 0, observe: (each) => occurrences.push(each) });
  connection = connect({ url: aws.url, environment: 'dev' });
  events = connection.events;
  await connection.sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
});
afterEach(() => aws.stop());

const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });
/** The attributes that EventBridge writes for a failed delivery to `target`. */
const letter = (target: string) => ({
  RULE_ARN: text(RULE),
  TARGET_ARN: text(target),
  ERROR_CODE: text('TIMEOUT'),
  ERROR_MESSAGE: text('504 too late'),
  RETRY_ATTEMPTS: text('185'),
});
const lies = (body: string, attributes: Record<string, MessageAttributeValue> = {}) =>
  connection.sqs.send(
    new SendMessageCommand({ QueueUrl: `${aws.url}/000000000000/dead`, MessageBody: body, MessageAttributes: attributes }),
  );
const putTarget = async (arn: string): Promise<void> => {
  await events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["com.acme"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: 't', Arn: arn }] }));
};
const redrive = (republish = false) => redriveQueue(connection, { ...DEAD, sources: [] }, { republish });

describe('records of a stream', () => {
  it('when a pipe discarded them, then the letter stays, because it does not contain them', async () => {
    const context = { partnerResourceArn: `arn:aws:pipes:${ACCOUNT}:pipe/p`, condition: 'RetryAttemptsExhausted' };
    await lies(JSON.stringify({ context, DDBStreamBatchInfo: { batchSize: 1 } }));
    expect(await redrive()).toEqual({
      redriven: 0,
      stayed: [{ messageId: expect.any(String), why: expect.stringContaining('read them from the stream within 24 hours') }],
    });
  });
});

describe('a target that only EventBridge can reach', () => {
  const destination = async (): Promise<string> => {
    const AuthParameters = { BasicAuthParameters: { Username: 'u', Password: 'p' } };
    const { ConnectionArn } = await events.send(new CreateConnectionCommand({ Name: 'c', AuthorizationType: 'BASIC', AuthParameters }));
    const more = { ConnectionArn, InvocationEndpoint: 'http://127.0.0.1:9', HttpMethod: 'POST' } as const;
    const { ApiDestinationArn = '' } = await events.send(new CreateApiDestinationCommand({ Name: 'd', ...more }));
    return ApiDestinationArn;
  };

  it('when the event may not be republished, then it stays, and the reason names --republish', async () => {
    const arn = await destination();
    await putTarget(arn);
    await lies(TEXT, letter(arn));
    expect(await redrive()).toEqual({
      redriven: 0,
      stayed: [{ messageId: expect.any(String), why: expect.stringContaining('--republish publishes') }],
    });
    expect((await redrive()).stayed).toHaveLength(1);
  });

  it('when the event may be republished, then the same event is published with its history and the exact spelling of its numbers', async () => {
    const arn = await destination();
    await putTarget(arn);
    await lies(TEXT, letter(arn));
    expect(await redrive(true)).toEqual({ redriven: 1, stayed: [] });
    const [taken] = occurrences.flatMap((each) => (each.kind === 'event' ? [each.event] : []));
    expect(taken).toMatchObject({ source: 'com.acme', 'detail-type': 'order', resources: ['arn:1'] });
    expect(taken?.detail).toEqual({
      big: Number('12345678901234567890'),
      [HISTORY_MEMBER]: [{ at: expect.any(String), queue: 'dead', code: 'TIMEOUT', message: '504 too late' }],
    });
  });
});

describe('a dead letter that cannot be sent', () => {
  it.each<readonly [string, () => Promise<unknown>, string]>([
    [
      'the rule has another target now',
      async () => {
        await putTarget(`arn:aws:sqs:${ACCOUNT}:other`);
        await lies(TEXT, letter(`arn:aws:sqs:${ACCOUNT}:q`));
      },
      `the rule r no longer delivers to arn:aws:sqs:${ACCOUNT}:q`,
    ],
    ['it names no failed target', () => lies('{"a":1}'), 'the message does not name a failed target'],
    [
      'its queue no longer exists',
      async () => {
        await putTarget(`arn:aws:sqs:${ACCOUNT}:gone`);
        await lies(TEXT, letter(`arn:aws:sqs:${ACCOUNT}:gone`));
      },
      'does not exist',
    ],
  ])('when %s, then it stays where it is, with the reason', async (_what, arrange, why) => {
    await arrange();
    expect((await redrive()).stayed).toEqual([{ messageId: expect.any(String), why: expect.stringContaining(why) }]);
    // The redrive releases the message at once, so the next receive returns it.
    expect((await redrive()).stayed).toHaveLength(1);
  });
});

describe('an old-style dead letter of a function', () => {
  it('when the queue’s sender names the function, then it is the target; a missing function is reported', async () => {
    await lies(TEXT, { RequestID: text('r-1'), ErrorCode: { DataType: 'Number', StringValue: '200' }, ErrorMessage: text('too far') });
    const queue = { ...DEAD, sources: [{ kind: 'function', name: 'f' } as const] };
    const { stayed } = await redriveQueue(connection, queue, { republish: false });
    expect(stayed).toEqual([{ messageId: expect.any(String), why: `Function not found: arn:aws:lambda:${ACCOUNT}:function:f` }]);
  });
});
