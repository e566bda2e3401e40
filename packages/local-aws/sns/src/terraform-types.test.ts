import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Resource } from '@plumbline/topology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueArn, type SnsStand, startSnsStand, topicArn } from './testing/sns-stand.ts';

let stand: SnsStand;
beforeEach(async () => {
  stand = await startSnsStand();
});
afterEach(() => stand.stop());

const resource = (type: string, values: Resource['values']): Resource => ({
  ...{ stack: 's', type, address: `${type}.it`, values, comment: {}, directory: '/nowhere' },
});
const topic = (more: Resource['values'] = {}): Resource => resource('aws_sns_topic', { name: 't', ...more });
const subscription = (more: Resource['values'] = {}): Resource =>
  resource('aws_sns_topic_subscription', { topic_arn: topicArn('t'), protocol: 'sqs', endpoint: queueArn('q'), ...more });
const attributesOf = async (TopicArn: string) => (await stand.client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic
describe('the Terraform types of SNS', () => {
  it('when a topic is declared, then its arguments are its attributes', async () => {
    const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*' } });
    await stand.deploy([
      topic({
        ...{ name: 't.fifo', fifo_topic: true, content_based_deduplication: true, fifo_throughput_scope: 'MessageGroup' },
        ...{ display_name: 'Orders', signature_version: 2, kms_master_key_id: 'alias/aws/sns', tags: { team: 'orders' } },
        delivery_policy: '{"http":{"defaultHealthyRetryPolicy":{"numRetries":1}}}',
        sqs_success_feedback_sample_rate: 100,
      }),
      resource('aws_sns_topic_policy', { arn: topicArn('t.fifo'), policy: Policy }),
    ]);
    expect(await attributesOf(topicArn('t.fifo'))).toMatchObject({
      ...{ FifoTopic: 'true', ContentBasedDeduplication: 'true', FifoThroughputScope: 'MessageGroup', DisplayName: 'Orders' },
      ...{ SignatureVersion: '2', Policy, DeliveryPolicy: expect.stringContaining('"numRetries":1') },
    });
    const { Tags } = await stand.client.send(new ListTagsForResourceCommand({ ResourceArn: topicArn('t.fifo') }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'orders' }]);
  });

  it('when a subscription is declared, then messages go its way', async () => {
    const queue = stand.queue('q');
    await stand.deploy([
      subscription({
        ...{ raw_message_delivery: true, filter_policy_scope: 'MessageBody', filter_policy: '{"a":["b"]}' },
        ...{ redrive_policy: `{"deadLetterTargetArn":"${queueArn('dead')}"}`, endpoint_auto_confirms: false },
      }),
      topic(),
    ]);
    for (const Message of ['{"a":"b"}', '{"a":"c"}']) await stand.publish({ TopicArn: topicArn('t'), Message });
    expect(stand.messages(queue).map(({ body }) => body)).toEqual(['{"a":"b"}']);
  });

  it('when an HTTP endpoint is declared, then its delivery policy counts', async () => {
    await stand.deploy([
      topic(),
      subscription({ protocol: 'http', endpoint: 'http://localhost:1/', delivery_policy: '{"healthyRetryPolicy":{"numRetries":5}}' }),
    ]);
    const again = { TopicArn: topicArn('t'), Protocol: 'http', Endpoint: 'http://localhost:1/', ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await stand.client.send(new SubscribeCommand(again));
    const { Attributes } = await stand.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ EffectiveDeliveryPolicy: expect.stringContaining('"numRetries":5') });
    expect(Attributes).toMatchObject({ PendingConfirmation: 'true' });
  });

  it.each<[string, Resource, string]>([
    ['an argument that is not known', topic({ archive_policy: '{}' }), 'does not support the argument archive_policy of aws_sns_topic'],
    ['a name that AWS refuses', topic({ name: 'a b' }), 'aws_sns_topic.it: Invalid parameter: Topic Name'],
    ['a topic that does not exist', subscription(), 'aws_sns_topic_subscription.it: Topic does not exist'],
    [
      'the policy of a topic that does not exist',
      resource('aws_sns_topic_policy', { arn: topicArn('t'), policy: '{}' }),
      'Topic does not exist',
    ],
    [
      'a protocol that is not here',
      subscription({ protocol: 'sms', endpoint: '+4912345' }),
      'local-aws does not implement SNS subscriptions with the protocol sms',
    ],
    ['a filter that AWS refuses', subscription({ filter_policy: '{"a":[]}' }), 'Empty arrays are not allowed'],
    ['a role for Firehose', subscription({ subscription_role_arn: 'r' }), 'does not support the argument subscription_role_arn'],
  ])('when there is %s, then the start stops with the reason', async (_what, wrong, message) => {
    const needed = wrong.type === 'aws_sns_topic_subscription' && !message.includes('Topic does not exist') ? [topic()] : [];
    await expect(stand.deploy([...needed, wrong])).rejects.toThrow(message);
  });
});
