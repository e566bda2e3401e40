import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Statement } from '../iam/policy-document.ts';
import type { Occurrence } from '../occurrence.ts';
import { startTestStand, type TestStand } from '../test-stand.ts';
import type { Target } from './target.ts';

// Worker threads start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

const ACCOUNT = 'eu-west-1:000000000000';
const RULE = `arn:aws:events:${ACCOUNT}:rule/orders/all`;
const ENTRY = { Source: 'com.acme', DetailType: 'order-accepted', Detail: '{"a":1}', EventBusName: 'orders' };
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';

let stand: TestStand;
let dead: string;

beforeEach(async () => {
  stand = await startTestStand();
  stand.events.buses.put('orders');
  stand.events.buses.putRule({ name: 'all', busName: 'orders', pattern: '{"version":["0"]}', enabled: true });
  dead = stand.sqs.putQueue({ name: 'dead' });
  letEventsSend(dead);
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const letEventsSend = (queueArn: string, more: Partial<Statement> = {}): void =>
  stand.sqs.setPolicy(queueArn, {
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': RULE }, StringEquals: { 'aws:SourceAccount': '000000000000' } },
      ...more,
    },
  });
const target = (arn: string, more: Partial<Target> = {}): void => {
  const rule = stand.events.buses.rule('orders', 'all');
  rule.targets.set('t', { id: 't', arn, deadLetterQueueArn: dead, retryPolicy: { eventAgeSecondsMax: 86_400, attemptsMax: 185 }, ...more });
};
const publish = async (): Promise<void> => {
  stand.events.accept(ENTRY, TRACE);
  await stand.settled();
};
const outcomes = (): readonly string[] =>
  stand.occurrences.filter((one): one is Occurrence & { kind: 'delivery' } => one.kind === 'delivery').map(({ outcome }) => outcome);
/** The dead letters' attributes, as plain texts. */
const deadLetters = () =>
  stand.take(dead).map(({ body, messageAttributes, attributes }) => ({
    event: JSON.parse(body) as Record<string, unknown>,
    trace: attributes['AWSTraceHeader'],
    types: new Set(Object.values(messageAttributes).map(({ dataType }) => dataType)),
    ...Object.fromEntries(Object.entries(messageAttributes).map(([name, { stringValue }]) => [name, stringValue])),
  }));

/** Deploys an API whose function answers `status`, with a role that EventBridge may call it with. */
const api = async (status: number | string, body = 'why'): Promise<{ readonly arn: string; readonly roleArn: string }> => {
  const functionArn = await stand.putFunction(
    'api',
    `export const handler = (event) => { console.log(JSON.stringify(event)); return { statusCode: ${status}, body: ${JSON.stringify(body)} }; };`,
  );
  stand.lambda.addPermission(functionArn, { Effect: 'Allow', Action: '*', Principal: { Service: 'apigateway.amazonaws.com' } });
  const { apis } = stand.apiGateway;
  apis.putApi({ id: 'abc', name: 'orders', rootResourceId: 'root' });
  apis.putStage({ restApiId: 'abc', name: 'dev', tracing: true });
  apis.putResource({ id: 'r', restApiId: 'abc', parentId: 'root', pathPart: 'orders' });
  apis.putMethod({ restApiId: 'abc', resourceId: 'r', httpMethod: 'POST', authorization: 'AWS_IAM' });
  apis.putIntegration({ restApiId: 'abc', resourceId: 'r', httpMethod: 'POST', functionArn, timeoutMs: 29_000 });
  const arn = `arn:aws:execute-api:${ACCOUNT}:abc/dev/POST/orders`;
  return { arn, roleArn: stand.putRole('caller', { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn }) };
};

describe('delivery to a queue', () => {
  it('when the policy of the queue lets EventBridge, then the message is the event, and its trace goes on', async () => {
    const queue = stand.sqs.putQueue({ name: 'q' });
    letEventsSend(queue);
    target(queue);
    await publish();
    const [message] = stand.take(queue);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ 'detail-type': 'order-accepted', detail: { a: 1 } });
    expect([message?.attributes['AWSTraceHeader'], message?.messageAttributes, outcomes()]).toEqual([TRACE, {}, ['delivered']]);
  });

  it('when the queue is FIFO, then the message has the group of the target', async () => {
    const queue = stand.sqs.putQueue({ name: 'q.fifo', fifo: true, contentBasedDeduplication: true });
    letEventsSend(queue);
    target(queue, { messageGroupId: 'group' });
    await publish();
    expect(stand.take(queue)).toMatchObject([{ attributes: { MessageGroupId: 'group' } }]);
  });
});

describe('a target that cannot be reached', () => {
  it.each([
    ['the queue does not exist', () => `arn:aws:sqs:${ACCOUNT}:none`, 'NO_RESOURCE'],
    ['the queue has no policy', () => stand.sqs.putQueue({ name: 'q' }), 'NO_PERMISSIONS'],
    [
      'its policy is for another rule',
      () => {
        const queue = stand.sqs.putQueue({ name: 'q' });
        letEventsSend(queue, { Condition: { ArnEquals: { 'aws:SourceArn': `${RULE}-other` } } });
        return queue;
      },
      'NO_PERMISSIONS',
    ],
    ['the function does not exist', () => `arn:aws:lambda:${ACCOUNT}:function:none`, 'NO_RESOURCE'],
    ['the bus does not exist', () => `arn:aws:events:${ACCOUNT}:event-bus/none`, 'NO_RESOURCE'],
    ['local-aws cannot deliver to it', () => `arn:aws:kinesis:${ACCOUNT}:stream/none`, 'NO_RESOURCE'],
  ])('when %s, then it is not retried but dead-lettered at once', async (_rule, arnOf, code) => {
    const arn = arnOf();
    target(arn);
    await publish();
    expect(outcomes()).toEqual(['deadLettered']);
    const [letter] = deadLetters();
    expect(letter).toEqual({
      event: expect.objectContaining({ 'detail-type': 'order-accepted', detail: { a: 1 } }),
      trace: TRACE,
      types: new Set(['String']),
      RULE_ARN: RULE,
      TARGET_ARN: arn,
      ERROR_CODE: code,
      ERROR_MESSAGE: expect.stringContaining(' '),
      RETRY_ATTEMPTS: '0',
    });
  });

  it.each<readonly [string, () => Partial<Target>, string]>([
    ['there is no dead-letter queue', () => ({ deadLetterQueueArn: undefined as never }), 'the target has no dead-letter queue'],
    ['the dead-letter queue does not exist', () => ({ deadLetterQueueArn: `${dead}-none` }), ':dead-none does not exist'],
    [
      'the dead-letter queue does not let EventBridge',
      () => ({ deadLetterQueueArn: stand.sqs.putQueue({ name: 'closed' }) }),
      `:closed does not let EventBridge send for the rule ${RULE}`,
    ],
    [
      'the dead-letter queue does not take it',
      () => {
        const small = stand.sqs.putQueue({ name: 'small', maxMessageBytes: 1_024 });
        letEventsSend(small, { Condition: {} });
        return { deadLetterQueueArn: small, arn: `arn:aws:sqs:${ACCOUNT}:none${'x'.repeat(1_024)}` };
      },
      ':small did not take it: ',
    ],
  ])('when %s, then the event is dropped, and that is told with both reasons', async (_rule, more, why) => {
    target(`arn:aws:sqs:${ACCOUNT}:none`, more());
    await publish();
    const last = stand.occurrences.at(-1);
    expect(last).toMatchObject({ kind: 'delivery', outcome: 'dropped', reason: expect.stringContaining('NO_RESOURCE') });
    expect(last).toMatchObject({ reason: expect.stringContaining(why) });
    expect(stand.store.prepare('select id from job').all()).toEqual([]);
  });
});

describe('delivery to a function', () => {
  it('when the function lets EventBridge, then it is invoked asynchronously, in the same trace', async () => {
    const arn = await stand.putFunction('f', 'export const handler = (event) => console.log(event["detail-type"]);');
    const permission: Statement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Principal: { Service: 'events.amazonaws.com' } };
    stand.lambda.addPermission(arn, { ...permission, Condition: { ArnLike: { 'aws:SourceArn': RULE } } });
    target(arn);
    await publish();
    expect([stand.logLines('f'), outcomes()]).toEqual([['order-accepted'], ['delivered']]);
    expect(stand.xray.trace('1-5759e988-bd862e3fe1be46a994272793')).toMatchObject([{ name: 'f', parent_id: '53995c3f42cd8ad8' }]);
  });

  it('when the permission is for another rule, then it is dead-lettered', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => console.log("ran");');
    const permission: Statement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Principal: { Service: 'events.amazonaws.com' } };
    stand.lambda.addPermission(arn, { ...permission, Condition: { ArnLike: { 'aws:SourceArn': `${RULE}-other` } } });
    target(arn);
    await publish();
    expect([stand.logLines('f'), deadLetters()]).toMatchObject([[], [{ ERROR_CODE: 'NO_PERMISSIONS' }]]);
  });
});

describe('delivery to an API', () => {
  it('when the API takes it, then it got the event as its body, signed as the role', async () => {
    target('', await api(200));
    await publish();
    const [line] = stand.logLines('api');
    const event = JSON.parse(line ?? '') as { body: string; requestContext: { identity: object } };
    expect(JSON.parse(event.body)).toMatchObject({ detail: { a: 1 } });
    expect(event.requestContext.identity).toMatchObject({ userArn: 'arn:aws:sts::000000000000:assumed-role/caller/EventBridge' });
    expect(outcomes()).toEqual(['delivered']);
  });

  it.each([
    [400, 'ERROR_FROM_TARGET'],
    [403, 'NO_PERMISSIONS'],
    [404, 'ERROR_FROM_TARGET'],
    [302, 'ERROR_FROM_TARGET'],
  ])('when it answers %i, then it is not retried', async (status, code) => {
    target('', await api(status));
    await publish();
    expect([outcomes(), deadLetters()]).toMatchObject([
      ['deadLettered'],
      [{ ERROR_CODE: code, ERROR_MESSAGE: `${status} why`, RETRY_ATTEMPTS: '0' }],
    ]);
  });

  it.each([
    [429, 'THROTTLING'],
    [500, 'ERROR_FROM_TARGET'],
    [504, 'TIMEOUT'],
    ['"broken"', 'ERROR_FROM_TARGET'],
  ])('when it answers %s, then it is retried as often as the policy says', async (status, code) => {
    target('', { ...(await api(status)), retryPolicy: { eventAgeSecondsMax: 86_400, attemptsMax: 3 } });
    await publish();
    await stand.clock.advance({ hours: 1 });
    expect(outcomes()).toEqual(['retried', 'retried', 'retried', 'deadLettered']);
    expect(deadLetters()).toMatchObject([{ ERROR_CODE: code, RETRY_ATTEMPTS: '3', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' }]);
  });

  it('when it keeps failing, then the waits double up to ten minutes, until the event is too old', async () => {
    target('', { ...(await api(503)), retryPolicy: { eventAgeSecondsMax: 3_600, attemptsMax: 185 } });
    await publish();
    await stand.clock.advance({ hours: 24 });
    const starts = stand.occurrences.flatMap((one) => (one.kind === 'invocation' ? [(one.startMs - Date.UTC(2026, 0, 1)) / 1_000] : []));
    const waits = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600, 600]);
    expect(deadLetters()).toMatchObject([{ RETRY_ATTEMPTS: '14', EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' }]);
  });

  it('when the policy allows no retry, then it is dead-lettered at once', async () => {
    target('', { ...(await api(500)), retryPolicy: { eventAgeSecondsMax: 86_400, attemptsMax: 0 } });
    await publish();
    expect(deadLetters()).toMatchObject([{ RETRY_ATTEMPTS: '0', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' }]);
  });

  it('when what it answers is no text that SQS takes, then the dead letter still gets through', async () => {
    target('', await api(400, `\u0000${'x'.repeat(5_000)}`));
    await publish();
    expect(deadLetters()).toMatchObject([{ ERROR_CODE: 'ERROR_FROM_TARGET', ERROR_MESSAGE: expect.stringMatching(/^400 \uFFFDx+$/) }]);
  });

  it('when there is no role, or it may not be assumed or may not call, then it is not retried', async () => {
    const { arn, roleArn } = await api(200);
    for (const wrong of [undefined, `${roleArn}-none`, stand.putRole('weak', { Effect: 'Allow', Action: 's3:*', Resource: '*' })]) {
      target(arn, wrong === undefined ? {} : { roleArn: wrong });
      await publish();
    }
    expect(deadLetters()).toMatchObject([
      { ERROR_CODE: 'NO_PERMISSIONS' },
      { ERROR_CODE: 'NO_PERMISSIONS' },
      { ERROR_CODE: 'NO_PERMISSIONS' },
    ]);
    expect(stand.logLines('api')).toEqual([]);
  });
});

describe('delivery to other targets', () => {
  it('when the target is a bus, then its rules see the same event', async () => {
    const queue = stand.sqs.putQueue({ name: 'q' });
    letEventsSend(queue, { Condition: {} });
    const { arn } = stand.events.buses.put('other');
    const rule = stand.events.buses.putRule({ name: 'r', busName: 'other', pattern: '{"source":["com.acme"]}', enabled: true });
    rule.targets.set('q', { id: 'q', arn: queue, retryPolicy: { eventAgeSecondsMax: 60, attemptsMax: 0 } });
    target(arn);
    await publish();
    const seen = stand.occurrences.flatMap((one) => (one.kind === 'event' ? [[one.busName, one.event.id, one.traceHeader]] : []));
    expect(seen).toEqual([
      ['orders', seen[0]?.[1], TRACE],
      ['other', seen[0]?.[1], TRACE],
    ]);
    expect(stand.take(queue)).toHaveLength(1);
  });

  it('when the target is a log group, then the event is a line of it', async () => {
    stand.logs.putLogGroup({ name: '/aws/events/orders' });
    stand.logs.putResourcePolicy('events', {
      Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*' },
    });
    target(`arn:aws:logs:${ACCOUNT}:log-group:/aws/events/orders`);
    await publish();
    const rows = stand.store.prepare('select log_group, message from log_event').all();
    expect(rows.map(({ log_group }) => log_group)).toEqual(['/aws/events/orders']);
  });

  describe('a state machine, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html', () => {
    const MACHINE = `arn:aws:states:${ACCOUNT}:stateMachine:orders`;
    const putMachine = (): void =>
      stand.stepFunctions.putStateMachine({
        name: 'orders',
        arn: MACHINE,
        roleArn: stand.putRole('machine'),
        definition: '{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","OutputPath":"$.detail","End":true}}}',
        type: 'STANDARD',
      });
    const starter = () => stand.putRole('starter', { Effect: 'Allow', Action: 'states:StartExecution', Resource: MACHINE });
    const executions = async () => {
      const client = new SFNClient(stand.clientConfig);
      const { executions: listed = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn: MACHINE }));
      return Promise.all(listed.map(({ executionArn }) => client.send(new DescribeExecutionCommand({ executionArn }))));
    };

    it('when its role may start it, then an execution gets the event; the same delivery again starts no other', async () => {
      putMachine();
      target(MACHINE, { roleArn: starter() });
      stand.faults.use({ seed: 1, faults: [{ on: 'bus:orders', what: 'duplicate' }] });
      await publish();
      const [execution, ...others] = await executions();
      expect(others).toEqual([]);
      expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}', traceHeader: TRACE });
      expect(JSON.parse(execution?.input ?? '')).toMatchObject({ 'detail-type': 'order-accepted' });
      expect(outcomes()).toEqual(['delivered', 'delivered']);
    });

    it.each<readonly [string, () => Partial<Target>, string]>([
      ['there is none', () => ({ roleArn: starter() }), 'NO_RESOURCE'],
      [
        'the role may not start it',
        () => {
          putMachine();
          return { roleArn: stand.putRole('weak', { Effect: 'Allow', Action: 's3:*', Resource: '*' }) };
        },
        'NO_PERMISSIONS',
      ],
      ['there is no role', () => ({}), 'NO_PERMISSIONS'],
    ])('when %s, then it is dead-lettered at once', async (_what, more, code) => {
      target(MACHINE, more());
      await publish();
      expect(deadLetters()).toMatchObject([{ ERROR_CODE: code, RETRY_ATTEMPTS: '0' }]);
    });
  });

  it('when a target is gone before its event could be delivered, then that is told', async () => {
    target('', { ...(await api(500)) });
    await publish();
    stand.events.buses.rule('orders', 'all').targets.clear();
    await stand.clock.advance({ hours: 1 });
    expect(stand.occurrences.at(-1)).toMatchObject({
      kind: 'warning',
      message: expect.stringMatching(/^The target t of the rule all is gone; event .* is not delivered to it\.$/),
    });
  });
});
