import type { TerraformValue } from './read-stacks.ts';
import { blocksOf, type Fields } from './terraform-json.ts';

/** IAM's version of the policy language, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const VERSION = '2012-10-17';

/**
 * The policy that a data source `aws_iam_policy_document` makes of its blocks.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export const policyDocument = (fields: Fields): string => {
  const sources = listOf(fields.source_policy_documents).flatMap((text) => statementsIn(String(text)));
  return JSON.stringify({ Version: VERSION, Statement: [...sources, ...blocksOf(fields.statement).map(statement)] });
};

const statement = (block: Fields): object => ({
  ...(block.sid !== undefined && { Sid: block.sid }),
  Effect: block.effect ?? 'Allow',
  ...listed('Action', block.actions),
  ...listed('NotAction', block.not_actions),
  ...listed('Resource', block.resources),
  ...listed('NotResource', block.not_resources),
  ...principals(block),
  ...conditions(block),
});

const listed = (name: string, value: TerraformValue | undefined): object => (value === undefined ? {} : { [name]: listOf(value) });

const principals = (block: Fields): object => {
  const found = blocksOf(block.principals);
  if (found.length === 0) return {};
  if (found.some(({ type }) => type === '*')) return { Principal: '*' };
  return { Principal: Object.fromEntries(found.map(({ type, identifiers }) => [String(type), listOf(identifiers)])) };
};

const conditions = (block: Fields): object => {
  const found = blocksOf(block.condition);
  if (found.length === 0) return {};
  const byTest: Record<string, Record<string, readonly TerraformValue[]>> = {};
  for (const { test, variable, values } of found) {
    const keys = byTest[String(test)] ?? {};
    byTest[String(test)] = { ...keys, [String(variable)]: listOf(values) };
  }
  return { Condition: byTest };
};

const listOf = (value: TerraformValue | undefined): readonly TerraformValue[] =>
  Array.isArray(value) ? (value as readonly TerraformValue[]) : value === undefined || value === null ? [] : [value];

const statementsIn = (text: string): readonly unknown[] => {
  try {
    const { Statement = [] } = JSON.parse(text) as { readonly Statement?: unknown };
    return Array.isArray(Statement) ? Statement : [Statement];
  } catch {
    return [];
  }
};
