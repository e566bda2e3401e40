import { describe, expect, it } from 'vitest';
import { deliveriesOf, type End } from './event-flow.ts';
import type { StackFile } from './read-stacks.ts';
import { readTopology } from './read-topology.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

const resources: StackFile['resources'] = {
  aws_iam_role: { caller: { name: 'caller' }, cook: { name: 'cook' } },
  aws_lambda_function: { cook: { function_name: 'cook', role: '${aws_iam_role.cook.arn}' } },
  aws_sqs_queue: { people: { name: 'people' }, work: { name: 'work' } },
  aws_lambda_event_source_mapping: {
    work: { event_source_arn: '${aws_sqs_queue.work.arn}', function_name: '${aws_lambda_function.cook.arn}' },
  },
  aws_cloudwatch_event_connection: {
    farm: { name: 'farm', authorization_type: 'API_KEY', auth_parameters: [{ api_key: [{ key: 'x-api-key', value: 's' }] }] },
  },
  aws_cloudwatch_event_api_destination: {
    farm: {
      name: 'farm',
      description: 'Sends more.',
      connection_arn: '${aws_cloudwatch_event_connection.farm.arn}',
      invocation_endpoint: 'https://farm.example/',
      http_method: 'POST',
      invocation_rate_limit_per_second: 10,
    },
    lost: { name: 'lost', connection_arn: '${var.elsewhere}', http_method: 'PUT' },
  },
  aws_cloudwatch_event_rule: { on_order: { name: 'on-order', event_bus_name: 'kitchen', event_pattern: '{"source":["shop"]}' } },
};

/** The ends of a rule with this target. */
const delivered = (target: StackFile['resources'][string][string]) => {
  const own = { rule: 'on-order', event_bus_name: 'kitchen', ...target };
  const stack = { name: 'kitchen', directory: '/', data: {}, resources: { ...resources, aws_cloudwatch_event_target: { own } } };
  return deliveriesOf(readTopology([stack], WORLD), { source: 'shop' });
};

const nameOf = (end: End): string =>
  end.kind === 'function' ? end.consumer.name : end.kind === 'queue' ? end.queue.name : end.destination.name;

describe('deliveriesOf', () => {
  it.each([
    ['a function', '${aws_lambda_function.cook.arn}', [['function', 'cook']]],
    ['a queue that a function consumes', '${aws_sqs_queue.work.arn}', [['function', 'cook']]],
    ['a queue that no function consumes', '${aws_sqs_queue.people.arn}', [['queue', 'people']]],
    ['an address outside AWS', '${aws_cloudwatch_event_api_destination.farm.arn}', [['api-destination', 'farm']]],
    ['something else', 'arn:aws:sns:eu-west-1:123456789012:t', []],
  ])('when a rule leads to %s, then the path ends there', (_, arn, ends) => {
    expect(delivered({ arn }).map(({ end }) => [end.kind, nameOf(end)])).toEqual(ends);
  });

  it('when it is an address outside AWS, then the call is known', () => {
    expect(delivered({ arn: '${aws_cloudwatch_event_api_destination.farm.arn}' })).toMatchObject([
      {
        end: {
          destination: {
            description: 'Sends more.',
            method: 'POST',
            perSecondMax: 10,
            connection: { name: 'farm', authorization: 'API_KEY', keyHeader: 'x-api-key' },
          },
        },
      },
    ]);
  });

  it('when no stack declares its connection, then the connection is undefined', () => {
    expect(delivered({ arn: '${aws_cloudwatch_event_api_destination.lost.arn}' })).toMatchObject([
      { end: { destination: { method: 'PUT', perSecondMax: undefined, connection: undefined } } },
    ]);
  });

  it.each([
    [{ retry_policy: [{ maximum_event_age_in_seconds: 60, maximum_retry_attempts: 0 }] }, { ageSecondsMax: 60, attemptsMax: 0 }],
    [{}, { ageSecondsMax: undefined, attemptsMax: undefined }],
  ])('when a target has %j, then the delivery is retried accordingly', (more, retry) => {
    const [delivery] = delivered({ arn: '${aws_sqs_queue.people.arn}', ...more });
    expect(delivery?.target.retry).toEqual(retry);
  });
});
