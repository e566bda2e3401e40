import type { PolicyDocument, Statement } from '@plumbline/iam-policy';
import { blocksOf, isUnresolved, jsonFieldsOf, type Resource } from '@plumbline/topology';

/** A policy and the resource that contains it. */
export interface PlacedPolicy {
  readonly at: Resource;
  readonly document: PolicyDocument;
}

/** The resolved policies in one resource, from `policy` and from the `inline_policy` of a role. */
export const policiesIn = (at: Resource): readonly PlacedPolicy[] =>
  [at.values.policy, ...blocksOf(at.values.inline_policy).map(({ policy }) => policy)].flatMap((text) => documentOf(at, text) ?? []);

/** The trust policy of a role. */
export const trustPolicy = (role: Resource): PlacedPolicy | undefined => documentOf(role, role.values.assume_role_policy);

/** Parses a policy; `undefined` when the string is not a policy, or unresolved. */
export const documentOf = (at: Resource, text: unknown): PlacedPolicy | undefined => {
  if (typeof text !== 'string' || isUnresolved(text)) return undefined;
  const document = jsonFieldsOf(text);
  return document === undefined ? undefined : { at, document: document as unknown as PolicyDocument };
};

export const documents = (policies: readonly PlacedPolicy[]): readonly PolicyDocument[] => policies.map(({ document }) => document);

/** A policy's statements, as a list. */
export const statementsOf = ({ Statement = [] }: Partial<PolicyDocument>): readonly Statement[] =>
  [Statement].flat() as readonly Statement[];

/** A list of one or more as a list. */
export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : ([value].flat() as readonly string[]);
