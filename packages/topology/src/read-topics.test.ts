import { describe, expect, it } from 'vitest';
import { readTopology } from './read-topology.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

describe('a topic', () => {
  it('when other topics have subscriptions too, then it has its own, and their parsed filter policies', () => {
    const subscription = (topic: string, endpoint: string) => ({
      topic_arn: `\${aws_sns_topic.${topic}.arn}`,
      protocol: 'email',
      endpoint,
    });
    const resources = {
      aws_sns_topic: { dishes: { name: 'dishes' }, guests: { name: 'guests' }, quiet: { name: 'quiet' } },
      aws_sns_topic_subscription: {
        kitchen: { ...subscription('dishes', 'kitchen@example.com'), filter_policy: '{"kind":["pizza"]}' },
        all: subscription('dishes', 'all@example.com'),
        guest: { ...subscription('guests', 'guest@example.com'), filter_policy: 'not JSON' },
      },
    };
    const { topics } = readTopology([{ name: 'menu', directory: '/menu', data: {}, resources }], WORLD);
    const shown = topics.map(({ name, subscriptions }) => [
      name,
      subscriptions.map(({ endpoint, filterPolicy }) => [endpoint, filterPolicy]),
    ]);
    expect(Object.fromEntries(shown)).toEqual({
      dishes: [
        ['kitchen@example.com', { kind: ['pizza'] }],
        ['all@example.com', undefined],
      ],
      guests: [['guest@example.com', undefined]],
      quiet: [],
    });
  });
});
