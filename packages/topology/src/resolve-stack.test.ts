import { describe, expect, it } from 'vitest';
import type { StackFile } from './read-stacks.ts';
import { resolveStack } from './resolve-stack.ts';

const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'http://127.0.0.1:4566' };
const stackOf = (resources: StackFile['resources'], data: StackFile['data'] = {}): StackFile => ({
  name: 'kitchen',
  directory: '/d',
  resources,
  data,
});
const valuesOf = (stack: StackFile, address: string) => resolveStack(stack, world).find((resource) => resource.address === address)?.values;

describe('resolveStack', () => {
  it.each([
    [
      'aws_sqs_queue',
      { name: 'q' },
      {
        arn: 'arn:aws:sqs:eu-west-1:123456789012:q',
        url: 'http://127.0.0.1:4566/123456789012/q',
        id: 'http://127.0.0.1:4566/123456789012/q',
      },
    ],
    ['aws_s3_bucket', { bucket: 'b' }, { arn: 'arn:aws:s3:::b', id: 'b' }],
    ['aws_iam_role', { name: 'r' }, { arn: 'arn:aws:iam::123456789012:role/r', id: 'r' }],
    ['aws_dynamodb_table', { name: 't' }, { arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/t' }],
    [
      'aws_dynamodb_table',
      { name: 't', stream_enabled: true },
      { stream_arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/2026-01-01T00:00:00.000' },
    ],
    ['aws_pipes_pipe', { name: 'p' }, { arn: 'arn:aws:pipes:eu-west-1:123456789012:pipe/p' }],
    ['aws_lambda_function', { function_name: 'f' }, { arn: 'arn:aws:lambda:eu-west-1:123456789012:function:f', id: 'f' }],
    ['aws_sfn_state_machine', { name: 'm' }, { arn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:m' }],
    ['aws_cloudwatch_event_bus', { name: 'bus' }, { arn: 'arn:aws:events:eu-west-1:123456789012:event-bus/bus' }],
    ['aws_cloudwatch_event_rule', { name: 'rule' }, { arn: 'arn:aws:events:eu-west-1:123456789012:rule/rule', event_bus_name: 'default' }],
    ['aws_cloudwatch_event_rule', { name: 'rule', event_bus_name: 'bus' }, { arn: 'arn:aws:events:eu-west-1:123456789012:rule/bus/rule' }],
    ['aws_cloudwatch_log_group', { name: '/g' }, { arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/g' }],
  ])('%s %j has the attributes that a deployment would give it', (type, configuration, expected) => {
    expect(valuesOf(stackOf({ [type]: { one: configuration } }), `${type}.one`)).toMatchObject(expected);
  });

  it('when a value refers to others, in the middle of a text or at any depth, then it has their values', () => {
    const stack = stackOf(
      {
        aws_sqs_queue: {
          dead: { name: 'dead' },
          q: { name: '${aws_iam_role.r.name}-q', redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}"}' },
        },
        aws_iam_role: { r: { name: 'cook', tags: { list: ['${data.aws_caller_identity.me.account_id}', 7, true] } } },
      },
      { aws_caller_identity: { me: {} } },
    );
    expect(valuesOf(stack, 'aws_sqs_queue.q')).toMatchObject({
      name: 'cook-q',
      redrive_policy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:123456789012:dead"}',
    });
    expect(valuesOf(stack, 'aws_iam_role.r')?.tags).toEqual({ list: ['123456789012', 7, true] });
  });

  it('when a whole value is a reference, then it keeps its type', () => {
    const stack = stackOf({
      aws_lambda_function: {
        a: { function_name: 'a', timeout: 7 },
        b: { function_name: 'b', timeout: '${aws_lambda_function.a.timeout}' },
      },
    });
    expect(valuesOf(stack, 'aws_lambda_function.b')?.timeout).toBe(7);
  });

  it('when an expression is escaped, then it is text', () => {
    expect(valuesOf(stackOf({ aws_sqs_queue: { q: { name: '$${not.a.reference}' } } }), 'aws_sqs_queue.q')?.name).toBe(
      '${not.a.reference}',
    );
  });

  it.each([
    [
      'an unknown resource',
      '${aws_sqs_queue.other.arn}',
      'UNRESOLVED_REFERENCE',
      /aws_sqs_queue\.q \(stack kitchen\): .*the stack has no aws_sqs_queue\.other/,
    ],
    ['a value that only AWS generates', '${aws_iam_role.r.unique_id}', 'UNRESOLVED_REFERENCE', /only a deployment knows/],
    ['a function that the reader does not support', '${uuid()}', 'UNSUPPORTED_EXPRESSION', /aws_sqs_queue\.q .*uuid/],
    ['a conditional expression', '${true ? 1 : 2}', 'UNSUPPORTED_EXPRESSION', /true \? 1 : 2.* read the plan/],
    ['a variable without a default', '${var.q}', 'UNRESOLVED_REFERENCE', /has no default/],
    ['an output of a module', '${module.m.name}', 'UNRESOLVED_REFERENCE', /does not read modules/],
    ['itself', '${aws_sqs_queue.q.name}', 'CYCLE', /refers to itself/],
  ])('when it refers to %s, then the error names the resource and the expression', (_, name, code, message) => {
    const stack = stackOf({ aws_sqs_queue: { q: { name } }, aws_iam_role: { r: { name: 'r' } } });
    expect(() => resolveStack(stack, world)).toThrowError(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it('when an API is in two stacks under one name, then its ids differ, and are the same each time', () => {
    const api = stackOf({ aws_api_gateway_rest_api: { api: { name: 'api' } } });
    const ids = [api, api, { ...api, name: 'other' }].map((stack) => valuesOf(stack, 'aws_api_gateway_rest_api.api')?.id);
    expect(ids[0]).toMatch(/^[0-9a-z]{10}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});
