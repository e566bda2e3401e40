import { evaluate, type PolicyDocument, type Statement } from '@plumbline/iam-policy';
import type { Account, Sender } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './sns-errors.ts';
import type { Topic } from './topic.ts';

const DEFAULT_ACTIONS = [
  ...['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic', 'Subscribe'],
  ...['ListSubscriptionsByTopic', 'Publish'],
];

/** The actions that AddPermission can grant: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
const GRANTABLE: ReadonlySet<string> = new Set([...DEFAULT_ACTIONS, 'ListTagsForResource', 'TagResource', 'UntagResource']);

/** A topic policy, in AddPermission's form. */
interface TopicPolicy extends PolicyDocument {
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

/** The default policy of a topic. It allows no AWS service to publish, because no service here sends `AWS:SourceOwner`. */
const defaultPolicy = (account: Account, { arn }: Topic): TopicPolicy => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: DEFAULT_ACTIONS.map((action) => `SNS:${action}`),
      Resource: arn,
      Condition: { StringEquals: { 'AWS:SourceOwner': account.accountId } },
    },
  ],
});

/** In the form of GetTopicAttributes. */
export const policyTextOf = (account: Account, topic: Topic): string =>
  topic.attributes['Policy'] ?? JSON.stringify(defaultPolicy(account, topic));

const policyOf = (account: Account, topic: Topic): TopicPolicy => {
  const document = JSON.parse(policyTextOf(account, topic)) as PolicyDocument;
  return { ...document, Statement: [document.Statement].flat() };
};

/** Whether the topic's policy allows an AWS service to publish on behalf of a resource. */
export const allowsPublishing = (account: Account, topic: Topic, { principal, sourceArn }: Sender): boolean => {
  const conditionKeys = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceArn.split(':')[4] || account.accountId };
  const permission = { action: 'sns:Publish', resource: topic.arn, conditionKeys };
  return evaluate([policyOf(account, topic)], permission, { type: 'Service', id: principal }) === 'allowed';
};

export interface Grant {
  readonly label: string;
  readonly accountIds: readonly string[];
  readonly actions: readonly string[];
}

/** The policy with one more statement. Throws InvalidParameter when the label already exists. */
export const policyWith = (account: Account, topic: Topic, { label, accountIds, actions }: Grant): string => {
  const policy = policyOf(account, topic);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidParameter('Statement already exists');
  if (actions.some((action) => !GRANTABLE.has(action))) throw invalidParameter('Policy statement action out of service scope!');
  const statement: Statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMore(accountIds.map((id) => `arn:${account.partition}:iam::${id}:root`)) },
    Action: oneOrMore(actions.map((action) => `SNS:${action}`)),
    Resource: topic.arn,
  };
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
};

/** The policy without the statement with this label. */
export const policyWithout = (account: Account, topic: Topic, label: string): string => {
  const policy = policyOf(account, topic);
  return JSON.stringify({ ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== label) });
};

const oneOrMore = (items: readonly string[]): string | readonly string[] => (items.length === 1 ? (items[0] ?? '') : items);
