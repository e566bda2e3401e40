import { describe, expect, it } from 'vitest';
import { deadLetterQueues } from './dead-letter-queues.ts';
import type { Resource } from './resource.ts';
import type { TerraformValue } from './terraform-value.ts';

const arn = (name: string): string => `arn:aws:sqs:eu-west-1:123456789012:${name}`;
const resource = (type: string, values: Record<string, TerraformValue>, stack = 'kitchen'): Resource => ({
  stack,
  type,
  address: `${type}.it`,
  values,
  comment: {},
  directory: '/d',
});

describe('deadLetterQueues', () => {
  it.each<readonly [string, Record<string, TerraformValue>, object]>([
    ['aws_cloudwatch_event_target', { rule: 'r', dead_letter_config: { arn: arn('dead') } }, { kind: 'rule', name: 'r' }],
    ['aws_cloudwatch_event_target', { rule: 'r', dead_letter_config: [{ arn: arn('dead') }] }, { kind: 'rule', name: 'r' }],
    ['aws_scheduler_schedule', { name: 's', target: { dead_letter_config: { arn: arn('dead') } } }, { kind: 'schedule', name: 's' }],
    ['aws_lambda_function', { function_name: 'f', dead_letter_config: { target_arn: arn('dead') } }, { kind: 'function', name: 'f' }],
    [
      'aws_lambda_function_event_invoke_config',
      { function_name: 'f', destination_config: { on_failure: { destination: arn('dead') } } },
      { kind: 'function', name: 'f' },
    ],
    [
      'aws_lambda_event_source_mapping',
      {
        function_name: 'arn:aws:lambda:eu-west-1:123456789012:function:f',
        destination_config: { on_failure: { destination_arn: arn('dead') } },
      },
      { kind: 'function', name: 'f' },
    ],
    [
      'aws_pipes_pipe',
      { name: 'p', source_parameters: { dynamodb_stream_parameters: { dead_letter_config: { arn: arn('dead') } } } },
      { kind: 'pipe', name: 'p' },
    ],
    [
      'aws_sqs_queue',
      { name: 'q', arn: arn('q'), redrive_policy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 5 }) },
      { kind: 'queue', name: 'q' },
    ],
  ])('when %s has %j, then its dead-letter queue names the source', (type, values, source) => {
    expect(deadLetterQueues([resource(type, values)])).toEqual([{ name: 'dead', arn: arn('dead'), stack: 'kitchen', sources: [source] }]);
  });

  it('when several sources send to one queue, then the list has one queue, of the stack that declares it', () => {
    const target = (rule: string) => resource('aws_cloudwatch_event_target', { rule, dead_letter_config: { arn: arn('dead') } });
    const queue = resource('aws_sqs_queue', { name: 'dead', arn: arn('dead') }, 'platform');
    expect(deadLetterQueues([target('a'), target('b'), queue])).toEqual([
      {
        name: 'dead',
        arn: arn('dead'),
        stack: 'platform',
        sources: [
          { kind: 'rule', name: 'a' },
          { kind: 'rule', name: 'b' },
        ],
      },
    ]);
  });

  it('when the destination is not a queue, or is missing, then the list is empty', () => {
    const destination = { destination_config: { on_failure: { destination: 'arn:aws:s3:::bucket' } } };
    const others = [
      resource('aws_lambda_function_event_invoke_config', { function_name: 'f', ...destination }),
      resource('aws_sqs_queue', { name: 'q' }),
    ];
    expect(deadLetterQueues(others)).toEqual([]);
  });
});
