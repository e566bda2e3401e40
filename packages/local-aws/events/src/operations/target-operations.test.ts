import { ListTargetsByRuleCommand, RemoveTargetsCommand, type Target } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiStand, startApiStand } from '../testing/api-stand.ts';

let stand: ApiStand;
beforeEach(async () => {
  stand = await startApiStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('targets, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html', () => {
  beforeEach(() => stand.putRule());

  it('when a target has everything, then it is listed as it was put', async () => {
    const target: Target = {
      Id: 't',
      Arn: stand.queue(),
      RoleArn: 'arn:aws:iam::000000000000:role/r',
      InputTransformer: { InputPathsMap: { a: '$.detail.a' }, InputTemplate: '{"a": <a>}' },
      SqsParameters: { MessageGroupId: 'g' },
      HttpParameters: { PathParameterValues: ['p'], HeaderParameters: { h: '1' }, QueryStringParameters: { q: '2' } },
      DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:dead' },
      RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 },
    };
    expect(await stand.putTargets(target)).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
    expect((await stand.client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toEqual([target]);
  });

  it('when a target with the same id is put, then it replaces the other; removing a missing one is reported', async () => {
    const arn = stand.queue();
    await stand.putTargets({ Id: 't', Arn: arn, Input: '"first"' });
    await stand.putTargets({ Id: 't', Arn: arn, Input: '"second"' });
    await stand.publish();
    expect(stand.take(arn).map(({ body }) => body)).toEqual(['"second"']);
    const removed = await stand.client.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['t', 'none'] }));
    expect(removed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: 'none', ErrorCode: 'ResourceNotFoundException' }] });
    await stand.publish();
    expect(stand.take(arn)).toEqual([]);
  });

  it('when an input is not JSON, then nothing is delivered, and local-aws warns where AWS does not', async () => {
    const arn = stand.queue();
    const InputTransformer = { InputPathsMap: { d: '$.detail' }, InputTemplate: '{"d": "<d>"}' };
    await stand.putTargets({ Id: 't', Arn: arn, InputTransformer });
    await stand.publish();
    expect(stand.take(arn)).toEqual([]);
    expect(stand.occurrences.at(-1)).toMatchObject({ outcome: 'dropped', reason: expect.stringContaining('INVALID_JSON') });
  });

  const ARN = 'arn:aws:sqs:eu-west-1:000000000000:q';
  it.each<readonly [string, Target, string]>([
    [
      'an id is none',
      { Id: 'a b', Arn: ARN },
      "1 validation error detected: Value 'a b' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ],
    [
      'two inputs are given',
      { Id: 't', Arn: ARN, Input: '1', InputPath: '$' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    ['the input is no JSON', { Id: 't', Arn: ARN, Input: '{' }, 'JSON syntax error in input for target t.'],
    ['the path is none', { Id: 't', Arn: ARN, InputPath: 'detail' }, 'InputPath for target t is invalid.'],
    [
      'a placeholder is unknown',
      { Id: 't', Arn: ARN, InputTransformer: { InputTemplate: '<who>' } },
      'InputTemplate for target t contains invalid placeholder who.',
    ],
    [
      'a name is reserved',
      { Id: 't', Arn: ARN, InputTransformer: { InputPathsMap: { 'aws.x': '$' }, InputTemplate: '<aws.x>' } },
      'InputPathsMap for target t must not use the reserved name aws.x.',
    ],
    [
      'events are to live for less than a minute',
      { Id: 't', Arn: ARN, RetryPolicy: { MaximumEventAgeInSeconds: 59, MaximumRetryAttempts: 186 } },
      "2 validation errors detected: Value '59' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60; Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185",
    ],
    [
      'dead letters are to go to a FIFO queue',
      { Id: 't', Arn: ARN, DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:dead.fifo' } },
      'SQS FIFO is not supported by Dead Letter Queues.',
    ],
    [
      'local-aws does not know a member',
      { Id: 't', Arn: ARN, KinesisParameters: { PartitionKeyPath: '$.id' } },
      'local-aws does not support KinesisParameters of target t; no target was put.',
    ],
  ])('when %s, then nothing is put', async (_what, target, message) => {
    await expect(stand.putTargets({ Id: 'good', Arn: ARN }, target)).rejects.toMatchObject({
      name: 'ValidationException',
      message: message.replace('targets.1.', 'targets.2.').replace('targets.1.', 'targets.2.'),
    });
    expect((await stand.client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toEqual([]);
  });

  it('when it is the sixth, then it is one too many', async () => {
    const target = (id: number): Target => ({ Id: `t-${id}`, Arn: ARN });
    await stand.putTargets(...[1, 2, 3, 4, 5].map(target));
    await expect(stand.putTargets(target(6))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'The requested resource exceeds the maximum number allowed.',
    });
  });
});
