import { describe, expect, it } from 'vitest';
import type { StackFile } from './read-stacks.ts';
import { readTopology } from './read-topology.ts';
import type { Pipe } from './topology.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const ARN = 'eu-west-1:123456789012';

const read = (pipe: StackFile['resources'][string][string]): Pipe | undefined =>
  readTopology(
    [
      {
        name: 'menu',
        directory: '/menu',
        data: {},
        resources: {
          aws_sqs_queue: { q: { name: 'q' }, dlq: { name: 'dlq' } },
          aws_cloudwatch_event_bus: { b: { name: 'b' } },
          aws_iam_role: { caller: { name: 'caller' } },
          aws_iam_role_policy: {
            p: {
              role: '${aws_iam_role.caller.id}',
              policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' } }),
            },
          },
          aws_lambda_function: { f: { function_name: 'f', role: '${aws_iam_role.caller.arn}' } },
          aws_pipes_pipe: { p: pipe },
        },
      },
    ],
    WORLD,
  ).pipes[0];

const least = {
  name: 'p',
  role_arn: '${aws_iam_role.caller.arn}',
  source: '${aws_sqs_queue.q.arn}',
  target: '${aws_cloudwatch_event_bus.b.arn}',
};

describe('a pipe', () => {
  it('when it sets the required arguments only, then every record passes, and it runs', () => {
    expect(read(least)).toMatchObject({
      ...{ name: 'p', stack: 'menu', address: 'aws_pipes_pipe.p', roleArn: 'arn:aws:iam::123456789012:role/caller' },
      ...{ sourceArn: `arn:aws:sqs:${ARN}:q`, targetArn: `arn:aws:events:${ARN}:event-bus/b`, filters: [], running: true },
      ...{ description: undefined, enrichmentArn: undefined, deadLetterQueueArn: undefined },
    });
  });

  it('when its role has a policy, then the topology has its statements', () => {
    expect(read(least)?.statements).toMatchObject([{ effect: 'Allow', actions: ['events:PutEvents'] }]);
  });

  it.each(['dynamodb_stream_parameters', 'kinesis_stream_parameters'])(
    'when %s has a dead-letter queue, then it is the pipe’s',
    (block) => {
      const source_parameters = [{ [block]: [{ dead_letter_config: [{ arn: '${aws_sqs_queue.dlq.arn}' }] }] }];
      expect(read({ ...least, source_parameters })?.deadLetterQueueArn).toBe(`arn:aws:sqs:${ARN}:dlq`);
    },
  );

  it('when it has filters, an enrichment and a description, and is stopped, then the topology says so', () => {
    const filters = [{ pattern: '{"body":{"a":[1]}}' }, { pattern: '{"body":{"b":[2]}}' }];
    const more = { enrichment: '${aws_lambda_function.f.arn}', description: 'Sends dishes', desired_state: 'STOPPED' };
    expect(read({ ...least, ...more, source_parameters: { filter_criteria: { filter: filters } } })).toMatchObject({
      filters: [{ body: { a: [1] } }, { body: { b: [2] } }],
      enrichmentArn: `arn:aws:lambda:${ARN}:function:f`,
      description: 'Sends dishes',
      running: false,
    });
  });
});
