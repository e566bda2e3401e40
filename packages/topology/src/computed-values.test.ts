import { describe, expect, it } from 'vitest';
import { computedValues } from './computed-values.ts';

const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const computed = (type: string, values: Parameters<typeof computedValues>[1]) => computedValues(type, values, world, 'kitchen.one');

describe('computedValues', () => {
  it('when the name is known, then so are ARN, id and URL', () => {
    const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/q';
    expect(computed('aws_sqs_queue', { name: 'q' })).toEqual({ arn: 'arn:aws:sqs:eu-west-1:123456789012:q', id: url, url });
  });

  it('when a topic is subscribed to, then the ARN of the subscription is the same for the same endpoint', () => {
    const topic_arn = computed('aws_sns_topic', { name: 't' })['arn'] ?? '';
    expect(topic_arn).toBe('arn:aws:sns:eu-west-1:123456789012:t');
    const subscribed = (endpoint: string) => computed('aws_sns_topic_subscription', { topic_arn, protocol: 'sqs', endpoint });
    const { arn, id } = subscribed('arn:aws:sqs:eu-west-1:123456789012:q');
    expect(arn).toMatch(/^arn:aws:sns:eu-west-1:123456789012:t:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(id).toBe(arn);
    expect(subscribed('arn:aws:sqs:eu-west-1:123456789012:q')['arn']).toBe(arn);
    expect(subscribed('arn:aws:sqs:eu-west-1:123456789012:r')['arn']).not.toBe(arn);
  });

  it('when a value is given, then it is used and not computed', () => {
    expect(computed('aws_lambda_function', { function_name: 'cook', arn: 'its-own' })).toEqual({
      id: 'cook',
      invoke_arn: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/its-own/invocations',
    });
  });

  it('when a GraphQL API is read, then its URLs are those of AWS, or of a local AWS that serves it', () => {
    const { id, arn, uris } = computed('aws_appsync_graphql_api', { name: 'orders' });
    expect(id).toMatch(/^[a-z0-9]{26}$/);
    expect(arn).toBe(`arn:aws:appsync:eu-west-1:123456789012:apis/${String(id)}`);
    expect(uris).toEqual({
      GRAPHQL: `https://${String(id)}.appsync-api.eu-west-1.amazonaws.com/graphql`,
      REALTIME: `wss://${String(id)}.appsync-realtime-api.eu-west-1.amazonaws.com/graphql`,
    });
    const local = computedValues(
      'aws_appsync_graphql_api',
      { name: 'orders' },
      { ...world, localEndpoint: 'http://127.0.0.1:4566' },
      'kitchen.one',
    );
    expect(local['uris']).toEqual({
      GRAPHQL: `http://127.0.0.1:4566/_aws/appsync/${String(id)}/graphql`,
      REALTIME: `ws://127.0.0.1:4566/_aws/appsync/${String(id)}/graphql/realtime`,
    });
  });

  it('when a required value is missing, then the values that depend on it are omitted', () => {
    expect(computed('aws_sqs_queue', {})).toEqual({});
    expect(computed('aws_cloudwatch_event_rule', { name: null })).toEqual({ event_bus_name: 'default' });
    expect(computed('aws_unheard_of', { name: 'q' })).toEqual({});
  });
});
