import { describe, expect, it } from 'vitest';
import { computedValues } from './computed-values.ts';

const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const computed = (type: string, values: Parameters<typeof computedValues>[1]) => computedValues(type, values, world, 'kitchen.one');

describe('computedValues', () => {
  it('when the name is known, then so are ARN, id and URL', () => {
    const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/q';
    expect(computed('aws_sqs_queue', { name: 'q' })).toEqual({ arn: 'arn:aws:sqs:eu-west-1:123456789012:q', id: url, url });
  });

  it('when a value is there, then it is not computed but used', () => {
    expect(computed('aws_lambda_function', { function_name: 'cook', arn: 'its-own' })).toEqual({
      id: 'cook',
      invoke_arn: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/its-own/invocations',
    });
  });

  it('when a value that is needed is missing, then what needs it is left out', () => {
    expect(computed('aws_sqs_queue', {})).toEqual({});
    expect(computed('aws_cloudwatch_event_rule', { name: null })).toEqual({ event_bus_name: 'default' });
    expect(computed('aws_unheard_of', { name: 'q' })).toEqual({});
  });
});
