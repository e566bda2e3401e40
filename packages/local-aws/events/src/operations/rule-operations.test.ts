import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiStand, PATTERN, startApiStand } from '../testing/api-stand.ts';

let stand: ApiStand;
beforeEach(async () => {
  stand = await startApiStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('rules, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html', () => {
  it('when a rule is put, disabled and enabled, then it matches events only while it is enabled', async () => {
    expect(await stand.putRule()).toMatchObject({ RuleArn: 'arn:aws:events:eu-west-1:000000000000:rule/r' });
    const arn = stand.queue();
    await stand.putTargets({ Id: 't', Arn: arn });
    const takes = async (): Promise<number> => {
      await stand.publish();
      return stand.take(arn).length;
    };
    expect(await takes()).toBe(1);
    await stand.client.send(new DisableRuleCommand({ Name: 'r' }));
    expect(await takes()).toBe(0);
    expect((await stand.client.send(new DescribeRuleCommand({ Name: 'r' }))).State).toBe('DISABLED');
    await stand.client.send(new EnableRuleCommand({ Name: 'r' }));
    expect(await takes()).toBe(1);
  });

  it('when a rule is put again, then its pattern changes and its targets stay', async () => {
    await stand.putRule();
    await stand.putTargets({ Id: 't', Arn: stand.queue() });
    await stand.putRule('r', { EventPattern: '{"source":["other"]}', Description: 'now other' });
    expect(await stand.client.send(new DescribeRuleCommand({ Name: 'r' }))).toMatchObject({
      EventPattern: '{"source":["other"]}',
      Description: 'now other',
      CreatedBy: '000000000000',
    });
    expect((await stand.client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toHaveLength(1);
  });

  it('when there are more than fit a page, then a token leads on', async () => {
    for (const name of ['c', 'a', 'b']) await stand.putRule(name);
    const first = await stand.client.send(new ListRulesCommand({ Limit: 2 }));
    const second = await stand.client.send(new ListRulesCommand({ Limit: 2, NextToken: first.NextToken }));
    expect([first, second].map(({ Rules }) => Rules?.map(({ Name }) => Name))).toEqual([['a', 'b'], ['c']]);
    expect(second.NextToken).toBeUndefined();
  });

  it.each([
    [
      'its name is none',
      () => stand.putRule('a b'),
      'ValidationException',
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ],
    [
      'it has neither pattern nor schedule',
      () => stand.client.send(new PutRuleCommand({ Name: 'r' })),
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    ],
    [
      'its pattern is none',
      () => stand.putRule('r', { EventPattern: '{"source":"com.acme"}' }),
      'InvalidEventPatternException',
      expect.stringContaining('Event pattern is not valid. Reason: "source" must be an object or an array'),
    ],
    [
      'its bus does not exist',
      () => stand.putRule('r', { EventBusName: 'none' }),
      'ResourceNotFoundException',
      'Event bus none does not exist.',
    ],
    [
      'it has a schedule',
      () => stand.client.send(new PutRuleCommand({ Name: 'r', ScheduleExpression: 'rate(1 minute)' })),
      'NotImplemented',
      expect.stringContaining('PutRule with a ScheduleExpression'),
    ],
    [
      'it is described and does not exist',
      () => stand.client.send(new DescribeRuleCommand({ Name: 'r' })),
      'ResourceNotFoundException',
      'Rule r does not exist on EventBus default.',
    ],
    [
      'it is deleted with targets',
      async () => {
        await stand.putRule();
        await stand.putTargets({ Id: 't', Arn: stand.queue() });
        await stand.client.send(new DeleteRuleCommand({ Name: 'r' }));
      },
      'ValidationException',
      "Rule can't be deleted since it has targets.",
    ],
  ])('when %s, then it is refused', async (_what, send, name, message) => {
    await expect(send()).rejects.toMatchObject({ name, message });
  });

  it('when a bus has 300 rules, then the next is one too many, and changing one is not', async () => {
    for (let count = 0; count < 300; count += 1)
      stand.events.buses.putRule({ name: `r-${count}`, busName: 'default', pattern: PATTERN, enabled: true });
    await expect(stand.putRule('one-too-many')).rejects.toMatchObject({ name: 'LimitExceededException' });
    await expect(stand.putRule('r-0')).resolves.toBeDefined();
  });
});

describe('the permissions of callers', () => {
  it('when a role may not, then it is refused, naming action and resource', async () => {
    const { credentials } = stand.iam.assumeRole(stand.putRole('weak', { Effect: 'Allow', Action: 's3:*', Resource: '*' }), 'f');
    const weak = new EventBridgeClient({ ...stand.clientConfig, credentials });
    await expect(weak.send(new PutRuleCommand({ Name: 'r', EventPattern: PATTERN, EventBusName: 'orders' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('events:PutRule on resource: arn:aws:events:eu-west-1:000000000000:rule/orders/r'),
    });
  });
});
