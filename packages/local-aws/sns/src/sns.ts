import type { AwsService, Kernel, Offers, Ports } from '@plumbline/local-aws-kernel';
import { openConfirmationRequests } from './delivery/confirmation-requests.ts';
import { openPublish, type Publish } from './publish.ts';
import type { SnsContext } from './sns-context.ts';
import { snsService } from './sns-service.ts';
import { openSubscribe, type SubscriptionRequest } from './subscribe.ts';
import type { Subscription } from './subscription.ts';
import { openSubscriptions } from './subscriptions.ts';
import { type Topic, type TopicDefinition, topicFrom } from './topic.ts';
import { topicAttributesOf } from './topic-attributes.ts';
import { topicTarget } from './topic-target.ts';
import { openTopics } from './topics.ts';

/** The local SNS. */
export interface Sns {
  readonly service: AwsService;
  readonly offers: Offers;
  /** Deploys a topic or subscription from Terraform. Throws AwsError when AWS would reject it. */
  readonly declare: {
    topic(definition: TopicDefinition): Topic;
    topicPolicy(topicArn: string, policy: string): void;
    subscription(request: Omit<SubscriptionRequest, 'principalArn'>): Subscription;
  };
  readonly publish: Publish;
  /** Drops subscriptions whose topic no longer exists. Call it when all resources are deployed, before jobs start. */
  start(): void;
}

export const openSns = (kernel: Kernel, ports: Ports): Sns => {
  const { account, store, observe } = kernel;
  const topics = openTopics(store);
  const subscriptions = openSubscriptions(store);
  const context: SnsContext = { ...kernel, ports, topics, subscriptions };
  const requests = openConfirmationRequests(context);
  const subscribe = openSubscribe(context, requests);
  const publish = openPublish(context);

  return {
    service: snsService({ ...context, requests, subscribe, publish }),
    offers: { target: topicTarget(context, publish) },
    publish,
    declare: {
      topic(definition) {
        const topic = topicFrom(account, definition);
        const attributes = topicAttributesOf(topic.fifo, topic.attributes);
        topics.declare({ ...topic, attributes });
        return topic;
      },
      topicPolicy(arn, Policy) {
        const topic = topics.get(arn);
        topics.declare({ ...topic, attributes: { ...topic.attributes, Policy } });
      },
      subscription: (request) =>
        subscribe({ ...request, principalArn: `arn:${account.partition}:iam::${account.accountId}:root` }, { declared: true }),
    },
    start() {
      for (const subscription of subscriptions.made()) {
        if (topics.find(subscription.topicArn) !== undefined) continue;
        const message = `The subscription ${subscription.arn} was created over the API and is dropped: its topic no longer exists.`;
        observe({ kind: 'warning', message });
        subscriptions.remove(subscription);
      }
      for (const [arn] of subscriptions.confirmations.all()) {
        if (subscriptions.find(arn) === undefined) subscriptions.confirmations.remove(arn);
      }
    },
  };
};
