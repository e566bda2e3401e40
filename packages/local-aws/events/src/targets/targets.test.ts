import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Statement } from '@plumbline/iam-policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Target } from '../target.ts';
import { ACCOUNT, type DeliveryStand, RULE, startDeliveryStand, TRACE } from '../testing/delivery-stand.ts';

let stand: DeliveryStand;
beforeEach(async () => {
  stand = await startDeliveryStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('delivery to a queue', () => {
  it('when the policy of the queue allows EventBridge, then the message is the event, and its trace goes on', async () => {
    const queue = stand.sqs.putQueue({ name: 'q' });
    stand.letEventsSend(queue);
    stand.target(queue);
    await stand.publish();
    const [message] = stand.take(queue);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ 'detail-type': 'order-accepted', detail: { a: 1 } });
    expect(message?.attributes['AWSTraceHeader']).toEqual(TRACE);
    expect(message?.messageAttributes).toEqual({});
    expect(stand.outcomes()).toEqual(['delivered']);
  });

  it('when the queue is FIFO, then the message has the group of the target', async () => {
    const queue = stand.sqs.putQueue({ name: 'q.fifo', fifo: true, contentBasedDeduplication: true });
    stand.letEventsSend(queue);
    stand.target(queue, { messageGroupId: 'group' });
    await stand.publish();
    expect(stand.take(queue)).toMatchObject([{ attributes: { MessageGroupId: 'group' } }]);
  });

  it('given a fault by which all queues fail, when the retries are over, then the dead letter arrives all the same', async () => {
    const queue = stand.sqs.putQueue({ name: 'q' });
    stand.letEventsSend(queue);
    stand.target(queue);
    stand.faults.use({ seed: 1, faults: [{ on: 'queue:*', what: 'fail' }] });
    await stand.publish();
    await stand.clock.advance({ hours: 25 });
    expect(stand.deadLetters()).toMatchObject([{ ERROR_CODE: 'ERROR_FROM_TARGET' }]);
  });
});

describe('delivery to a function', () => {
  it('when the function allows EventBridge, then it is invoked asynchronously, in the same trace', async () => {
    const arn = await stand.putFunction('f', 'export const handler = (event) => console.log(event["detail-type"]);');
    const permission: Statement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Principal: { Service: 'events.amazonaws.com' } };
    stand.lambda.addPermission(arn, { ...permission, Condition: { ArnLike: { 'aws:SourceArn': RULE } } });
    stand.target(arn);
    await stand.publish();
    expect(stand.logLines('f')).toEqual(['order-accepted']);
    expect(stand.outcomes()).toEqual(['delivered']);
    expect(stand.xray.trace('1-5759e988-bd862e3fe1be46a994272793')).toMatchObject([{ name: 'f', parent_id: '53995c3f42cd8ad8' }]);
  });

  it('when the permission is for another rule, then it is dead-lettered', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => console.log("ran");');
    const permission: Statement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Principal: { Service: 'events.amazonaws.com' } };
    stand.lambda.addPermission(arn, { ...permission, Condition: { ArnLike: { 'aws:SourceArn': `${RULE}-other` } } });
    stand.target(arn);
    await stand.publish();
    expect(stand.logLines('f')).toEqual([]);
    expect(stand.deadLetters()).toMatchObject([{ ERROR_CODE: 'NO_PERMISSIONS' }]);
  });
});

describe('delivery to other targets', () => {
  it('when the target is a bus, then its rules see the same event', async () => {
    const queue = stand.sqs.putQueue({ name: 'q' });
    stand.letEventsSend(queue, { Condition: {} });
    const { arn } = stand.events.buses.put('other');
    const rule = stand.events.buses.putRule({ name: 'r', busName: 'other', pattern: '{"source":["com.acme"]}', enabled: true });
    rule.targets.set('q', { id: 'q', arn: queue, retryPolicy: { eventAgeSecondsMax: 60, attemptsMax: 0 } });
    stand.target(arn);
    await stand.publish();
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
    stand.target(`arn:aws:logs:${ACCOUNT}:log-group:/aws/events/orders`);
    await stand.publish();
    const rows = stand.store.prepare('select log_group, message from log_event').all();
    expect(rows.map(({ log_group }) => log_group)).toEqual(['/aws/events/orders']);
  });

  describe('a state machine, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html', () => {
    const MACHINE = `arn:aws:states:${ACCOUNT}:stateMachine:orders`;
    const putMachine = (): void =>
      stand.stepfunctions.putStateMachine({
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
      stand.target(MACHINE, { roleArn: starter() });
      stand.faults.use({ seed: 1, faults: [{ on: 'bus:orders', what: 'duplicate' }] });
      await stand.publish();
      const [execution, ...others] = await executions();
      expect(others).toEqual([]);
      expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}', traceHeader: TRACE });
      expect(JSON.parse(execution?.input ?? '')).toMatchObject({ 'detail-type': 'order-accepted' });
      expect(stand.outcomes()).toEqual(['delivered', 'delivered']);
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
      stand.target(MACHINE, more());
      await stand.publish();
      expect(stand.deadLetters()).toMatchObject([{ ERROR_CODE: code, RETRY_ATTEMPTS: '0' }]);
    });
  });
});
