import { type AwsService, type QueryOperation, queryService, type RequestHead } from '@plumbline/local-aws-kernel';
import { addPermission } from './operations/add-permission.ts';
import { confirmSubscription } from './operations/confirm-subscription.ts';
import { createTopic } from './operations/create-topic.ts';
import { deleteTopic } from './operations/delete-topic.ts';
import { getSubscriptionAttributes } from './operations/get-subscription-attributes.ts';
import { getTopicAttributes } from './operations/get-topic-attributes.ts';
import { listSubscriptions } from './operations/list-subscriptions.ts';
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTopics } from './operations/list-topics.ts';
import type { OperationsContext } from './operations/operations-context.ts';
import { publishBatch } from './operations/publish-batch.ts';
import { publishMessage } from './operations/publish-message.ts';
import { removePermission } from './operations/remove-permission.ts';
import { setSubscriptionAttributes } from './operations/set-subscription-attributes.ts';
import { setTopicAttributes } from './operations/set-topic-attributes.ts';
import { subscribeEndpoint } from './operations/subscribe-endpoint.ts';
import { tagResource } from './operations/tag-resource.ts';
import { unsubscribe } from './operations/unsubscribe.ts';
import { untagResource } from './operations/untag-resource.ts';
import { inSnsWords } from './sns-errors.ts';

/** SNS's API. Owners of endpoints use the URLs in messages, without a signature. */
export const snsService = (context: OperationsContext): AwsService => {
  const service = queryService({
    signingName: 'sns',
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    claims: isUrlOfMessage,
    operations: operationsOf(context),
  });
  return { ...service, errorAnswer: (error, request) => service.errorAnswer(inSnsWords(error), request) };
};

const isUrlOfMessage = ({ method, path, rawQuery }: RequestHead): boolean =>
  method === 'GET' && path === '/' && ['ConfirmSubscription', 'Unsubscribe'].includes(new URLSearchParams(rawQuery).get('Action') ?? '');

const operationsOf = (context: OperationsContext): Readonly<Record<string, QueryOperation>> => ({
  AddPermission: addPermission(context),
  ConfirmSubscription: confirmSubscription(context),
  CreateTopic: createTopic(context),
  DeleteTopic: deleteTopic(context),
  GetSubscriptionAttributes: getSubscriptionAttributes(context),
  GetTopicAttributes: getTopicAttributes(context),
  ListSubscriptions: listSubscriptions(context),
  ListSubscriptionsByTopic: listSubscriptionsByTopic(context),
  ListTagsForResource: listTagsForResource(context),
  ListTopics: listTopics(context),
  Publish: publishMessage(context),
  PublishBatch: publishBatch(context),
  RemovePermission: removePermission(context),
  SetSubscriptionAttributes: setSubscriptionAttributes(context),
  SetTopicAttributes: setTopicAttributes(context),
  Subscribe: subscribeEndpoint(context),
  TagResource: tagResource(context),
  Unsubscribe: unsubscribe(context),
  UntagResource: untagResource(context),
});
