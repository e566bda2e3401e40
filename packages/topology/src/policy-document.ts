import { blocksOf } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import { jsonFieldsOf } from './values.ts';

/** IAM's version of the policy language, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const VERSION = '2012-10-17';

/**
 * The policy that a data source `aws_iam_policy_document` builds from its blocks.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export const policyDocument = (fields: Fields): string => {
  const own = [...documentsOf(fields.source_policy_documents, fields.source_json), ...blocksOf(fields.statement).map(statement)];
  const Statement = documentsOf(fields.override_policy_documents, fields.override_json).reduce(overridden, own);
  return JSON.stringify({ Version: fields.version ?? VERSION, Statement });
};

/** The statements of documents; the older arguments take one document instead of a list. */
const documentsOf = (documents: TerraformValue | undefined, older: TerraformValue | undefined): readonly object[] =>
  [...listOf(documents), ...listOf(older)].flatMap((text) => statementsIn(String(text)));

/** A statement replaces the one with the same `Sid`. */
const overridden = (statements: readonly object[], other: object): readonly object[] => {
  const sid = 'Sid' in other ? other.Sid : undefined;
  const at = sid === undefined ? -1 : statements.findIndex((one) => 'Sid' in one && one.Sid === sid);
  return at === -1 ? [...statements, other] : statements.with(at, other);
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

/** A document that can't be read could contain any statement, so its string stays, and the whole policy becomes unreadable. */
const statementsIn = (text: string): readonly object[] => {
  const document = jsonFieldsOf(text);
  return document === undefined ? [{ unread: text }] : blocksOf(document.Statement);
};
