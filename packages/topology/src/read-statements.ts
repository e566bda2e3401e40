import type { Resources, Tell } from './resource.ts';
import { isUnresolved } from './template.ts';
import { blocksOf, isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import type { Statement } from './topology.ts';
import { jsonFieldsOf } from './values.ts';

/** Answers with the statements of a role's inline and attached policies. */
export const readStatements = (find: Resources, tell: Tell): ((roleArn: string) => readonly Statement[]) => {
  const policies = new Map(find('aws_iam_policy').map(({ values }) => [values.arn, values.policy]));
  const nameOf = new Map(find('aws_iam_role').map(({ values }) => [String(values.arn), values.name]));
  const inlineOf = Map.groupBy(find('aws_iam_role_policy'), ({ values }) => values.role);
  const attachedTo = Map.groupBy(find('aws_iam_role_policy_attachment'), ({ values }) => values.role);
  const texts = (roleArn: string): readonly (readonly [address: string, text: TerraformValue | undefined])[] => {
    const role = nameOf.get(roleArn) ?? roleArn.split('/').at(-1) ?? roleArn;
    const inline = inlineOf.get(role) ?? [];
    const attached = attachedTo.get(role) ?? [];
    return [
      ...inline.map(({ address, values }) => [address, values.policy] as const),
      // An ARN names an AWS managed policy, which no stack declares.
      ...attached.flatMap(({ address, values }) =>
        policies.has(values.policy_arn ?? null) ? [[address, policies.get(values.policy_arn ?? null)] as const] : [],
      ),
    ];
  };
  return (roleArn) =>
    texts(roleArn).flatMap(([address, text]) => {
      const document = jsonFieldsOf(text);
      if (document === undefined && !isUnresolved(text)) tell(`${address}: its policy is not a JSON object: ${String(text)}`);
      return blocksOf(document?.Statement).map(statementOf);
    });
};

const statementOf = ({ Effect, Action, Resource, Condition }: Fields): Statement => ({
  effect: Effect === 'Deny' ? 'Deny' : 'Allow',
  actions: textList(Action),
  resources: textList(Resource),
  conditions: Object.fromEntries(
    Object.entries(isFields(Condition) ? Condition : {}).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(isFields(keys) ? keys : {}).map(([key, values]) => [key, textList(values)])),
    ]),
  ),
});

const textList = (value: TerraformValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
