import { blocksOf, type Resource, textOf } from '@plumbline/topology';
import type { Proof } from './flow-system.ts';
import { documentOf, type PlacedPolicy } from './placed-policy.ts';

/**
 * A role's own policies: inline policies, and declared attached policies.
 *
 * @returns `undefined` when the role is not declared, or part of it can't be read: its permissions are then unknown
 */
export const rolePolicies = ({ one, where, all, mayHide }: Proof, roleArn: string): readonly PlacedPolicy[] | undefined => {
  const role = one('aws_iam_role', 'arn', roleArn);
  const name = textOf(role?.values.name);
  if (role === undefined || name === undefined || ATTACHING.some((type) => mayHide(type, 'role'))) return undefined;
  // The proof does not follow attachments of one policy to many roles.
  if (all('aws_iam_policy_attachment').length > 0) return undefined;
  const own = where('aws_iam_role_policy', 'role', name).map((at) => documentOf(at, at.values.policy));
  const inside = blocksOf(role.values.inline_policy).map(({ policy }) => documentOf(role, policy));
  const attached = [
    ...where('aws_iam_role_policy_attachment', 'role', name).map(({ values }) => values.policy_arn),
    ...[role.values.managed_policy_arns ?? []].flat(),
  ].map((arn) => {
    const policy = one('aws_iam_policy', 'arn', arn);
    return policy && documentOf(policy, policy.values.policy);
  });
  return complete([...own, ...inside, ...attached]);
};

/** Types of resources that add a policy to a role. */
const ATTACHING = ['aws_iam_role_policy', 'aws_iam_role_policy_attachment'] as const;

/** The policies of a resource such as a queue, from its own attribute and from resources of another type. */
export const resourcePolicies = (
  { where, mayHide }: Proof,
  resource: Resource,
  beside: { readonly type: string; readonly by: string; readonly value: unknown },
): readonly PlacedPolicy[] | undefined => {
  if (mayHide(beside.type, beside.by)) return undefined;
  const inside = textOf(resource.values.policy);
  return complete([
    ...(inside === undefined ? [] : [documentOf(resource, inside)]),
    ...where(beside.type, beside.by, beside.value).map((at) => documentOf(at, at.values.policy)),
  ]);
};

/** The policies of a queue. AWS keeps only one: the last write wins. */
export const queuePolicies = (proof: Proof, queue: Resource): readonly PlacedPolicy[] | undefined =>
  resourcePolicies(proof, queue, { type: 'aws_sqs_queue_policy', by: 'queue_url', value: queue.values.url });

/** The policies of a topic. AWS keeps only one: the last write wins. */
export const topicPolicies = (proof: Proof, topic: Resource): readonly PlacedPolicy[] | undefined =>
  resourcePolicies(proof, topic, { type: 'aws_sns_topic_policy', by: 'arn', value: topic.values.arn });

const complete = (policies: readonly (PlacedPolicy | undefined)[]): readonly PlacedPolicy[] | undefined =>
  policies.includes(undefined) ? undefined : policies.filter((policy) => policy !== undefined);
