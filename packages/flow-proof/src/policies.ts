import type { PolicyDocument, Statement } from '@plumbline/iam-policy';
import { blocksOf, isUnresolved, jsonFieldsOf, type Resource, textOf } from '@plumbline/topology';
import type { Proof } from './flow-system.ts';

/** A policy and the resource that it stands in. */
export interface PlacedPolicy {
  readonly at: Resource;
  readonly document: PolicyDocument;
}

/**
 * What a role's own policies allow: inline ones, and attached ones that are declared.
 *
 * @returns `undefined` when the role is not declared, or some of it can't be read: then nothing is known of what it may do
 */
export const rolePolicies = ({ one, where, mayHide, all }: Proof, roleArn: string): readonly PlacedPolicy[] | undefined => {
  const role = one('aws_iam_role', 'arn', roleArn);
  const name = textOf(role?.values.name);
  if (role === undefined || name === undefined || ATTACHING.some((type) => mayHide(type, 'role'))) return undefined;
  // Policies of AWS's own, and attachments of one policy to many, are not followed.
  if (role.values.managed_policy_arns !== undefined || all('aws_iam_policy_attachment').length > 0) return undefined;
  const own = where('aws_iam_role_policy', 'role', name).map((at) => documentOf(at, at.values.policy));
  const inside = blocksOf(role.values.inline_policy).map(({ policy }) => documentOf(role, policy));
  const attached = where('aws_iam_role_policy_attachment', 'role', name).map(({ values }) => {
    const policy = one('aws_iam_policy', 'arn', values.policy_arn);
    return policy === undefined ? undefined : documentOf(policy, policy.values.policy);
  });
  return complete([...own, ...inside, ...attached]);
};

/** What gives a role a policy. */
const ATTACHING = ['aws_iam_role_policy', 'aws_iam_role_policy_attachment'] as const;

/** The policies of a resource, by the resource's attribute and by resources of another type: a queue's, for one. */
export const resourcePolicies = (
  { where, mayHide }: Proof,
  resource: Resource,
  beside: { readonly type: string; readonly by: string; readonly value: unknown },
): readonly PlacedPolicy[] | undefined => {
  const inside = textOf(resource.values.policy);
  if (mayHide(beside.type, beside.by)) return undefined;
  return complete([
    ...(inside === undefined ? [] : [documentOf(resource, inside)]),
    ...where(beside.type, beside.by, beside.value).map((at) => documentOf(at, at.values.policy)),
  ]);
};

/** The policy in a resource's attribute `policy`; `undefined` when it is none, or was not resolved. */
export const policyOf = (at: Resource): PlacedPolicy | undefined => documentOf(at, at.values.policy);

/** Who may assume a role. */
export const trustPolicy = (role: Resource): PolicyDocument | undefined => documentOf(role, role.values.assume_role_policy)?.document;

/** What permissions make of a function's policy, `undefined` when some of it can't be read, https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const functionPolicies = ({ where, one, mayHide }: Proof, functionArn: string): readonly PlacedPolicy[] | undefined => {
  if (mayHide('aws_lambda_permission', 'function_name')) return undefined;
  const fn = one('aws_lambda_function', 'arn', functionArn);
  const named = [fn?.values.function_name, functionArn].flatMap((name) => where('aws_lambda_permission', 'function_name', name ?? null));
  return complete(
    named.map((at) =>
      Object.values(at.values).some(isUnresolved) ? undefined : { at, document: { Statement: permissionStatement(at, functionArn) } },
    ),
  );
};

const permissionStatement = ({ values }: Resource, functionArn: string): Statement => {
  const principal = textOf(values.principal) ?? '';
  const sourceArn = textOf(values.source_arn);
  const sourceAccount = textOf(values.source_account);
  return {
    Effect: 'Allow',
    Action: textOf(values.action) ?? '',
    Resource: functionArn,
    Principal: principal === '*' ? '*' : principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Condition: {
      ...(sourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
      ...(sourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
    },
  };
};

const documentOf = (at: Resource, text: unknown): PlacedPolicy | undefined => {
  if (typeof text !== 'string' || isUnresolved(text)) return undefined;
  const document = jsonFieldsOf(text);
  return document === undefined ? undefined : { at, document: document as unknown as PolicyDocument };
};

const complete = (policies: readonly (PlacedPolicy | undefined)[]): readonly PlacedPolicy[] | undefined =>
  policies.includes(undefined) ? undefined : policies.filter((policy) => policy !== undefined);

/** A policy's statements, however many it has. */
export const statementsOf = ({ Statement }: PolicyDocument): readonly Statement[] => [Statement].flat() as readonly Statement[];

/** A list of one or more as a list. */
export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : ([value].flat() as readonly string[]);
