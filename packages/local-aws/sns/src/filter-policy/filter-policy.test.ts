import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueArn, refusalOf, type SnsStand, startSnsStand } from '../testing/sns-stand.ts';
import { checkFilterPolicy } from './check-filter-policy.ts';
import { FILTER_CASES } from './filter-cases.ts';
import { OPERATORS_ELSEWHERE, REFUSED_POLICIES } from './refused-policies.ts';
import { accepts } from './subscription-filter.ts';

const subscription = (policy: object, FilterPolicyScope: string) => ({
  ...{ arn: 'arn:aws:sns:eu-west-1:000000000000:t:1', topicArn: 'arn:aws:sns:eu-west-1:000000000000:t' },
  ...{ protocol: 'sqs' as const, endpoint: queueArn('q'), principalArn: '' },
  attributes: { FilterPolicy: JSON.stringify(policy), FilterPolicyScope },
});

describe('a filter policy', () => {
  it.each(FILTER_CASES.map((one) => ({ ...one, text: JSON.stringify(one.policy), shown: JSON.stringify(one.body ?? one.attributes) })))(
    'when it is $text and the message $shown, then it accepts it: $accepted ($from)',
    ({ policy, body, attributes, accepted }) => {
      const scope = body === undefined ? 'MessageAttributes' : 'MessageBody';
      checkFilterPolicy(JSON.stringify(policy), scope);
      const message = { body: typeof body === 'string' ? body : JSON.stringify(body ?? 'x'), attributes: attributes ?? {} };
      expect(accepts(subscription(policy, scope), message)).toBe(accepted);
    },
  );

  it('when the body is JSON and not an object, then nothing in it can match', () => {
    const body = subscription({ a: [{ exists: false }] }, 'MessageBody');
    expect(['"text"', '[]', 'null', '1', ''].map((text) => accepts(body, { body: text, attributes: {} }))).toEqual(Array(5).fill(false));
  });

  it.each([...REFUSED_POLICIES, ...OPERATORS_ELSEWHERE].map((one) => ({ ...one, text: JSON.stringify(one.policy).slice(0, 100) })))(
    'when it is $text, then it is refused: $reason',
    ({ policy, reason, column, scope }) => {
      const source = JSON.stringify(policy);
      const place = column === undefined ? '' : `\n at [Source: (String)"${source}"; line: 1, column: ${column}]`;
      const check = () => checkFilterPolicy(JSON.stringify(policy, null, 2), scope ?? 'MessageAttributes');
      expect(check).toThrow(expect.objectContaining({ message: `Invalid parameter: FilterPolicy: ${reason}${place}` }));
    },
  );

  it.each([
    [{ key: [{ 'anything-but': { prefix: 'test-' } }] }],
    [{ key: [{ 'anything-but': ['test', 'test2'] }] }],
    [{ key: [{ 'anything-but': 'test' }] }],
    [{ wildcard: ['a'], suffix: ['b'], 'anything-but': ['c'] }],
    [
      {
        source: ['aws.cloudwatch', 'aws.events', 'aws.test'],
        $or: [
          { metricName: ['1', '2', '3', '4', '5', '6'] },
          { metricType: ['1', '2', '3', '4'], $or: [{ metricId: [1, 2, 3, 4] }, { spaceId: [1, 2, 3, 4, 5, 6, 7] }] },
        ],
      },
    ],
  ])('when it is %j, then it is taken', (policy) => {
    expect(() => checkFilterPolicy(JSON.stringify(policy), 'MessageAttributes')).not.toThrow();
  });
});

describe('the filter of a subscription', () => {
  let stand: SnsStand;
  beforeAll(async () => {
    stand = await startSnsStand();
  });
  afterAll(() => stand.stop());

  it('when one subscription filters and another does not, then each receives its matches', async () => {
    const topic = await stand.topic('t');
    const [all, some] = [stand.queue('all'), stand.queue('some')];
    await stand.subscribe(topic, all, { RawMessageDelivery: 'true' });
    await stand.subscribe(topic, some, { RawMessageDelivery: 'true', FilterPolicy: '{"price": [{"numeric": [">", 100]}]}' });
    for (const StringValue of ['99', '101'])
      await stand.publish({ TopicArn: topic, Message: StringValue, MessageAttributes: { price: { DataType: 'Number', StringValue } } });
    expect(stand.messages(all).map(({ body }) => body)).toEqual(['99', '101']);
    expect(stand.messages(some).map(({ body }) => body)).toEqual(['101']);
  });

  it('when a policy is refused over the API, then the error names the attribute', async () => {
    const topic = await stand.topic('t');
    expect(await refusalOf(stand.subscribe(topic, queueArn('q'), { FilterPolicy: '{"key": [["value"]]}' }))).toMatchObject({
      message:
        'Invalid parameter: Attributes Reason: FilterPolicy: Match value must be String, number, true, false, or null\n' +
        ' at [Source: (String)"{"key":[["value"]]}"; line: 1, column: 10]',
    });
  });
});
