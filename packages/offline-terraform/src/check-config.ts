import { ALLOWED_VALUES } from './allowed-values.ts';
import { type Setting, type Step, settings } from './block-values.ts';
import { UNKNOWN, type Values } from './dynamic-value.ts';
import type { Block } from './schema.ts';

/** A problem of a configuration, in the protocol's form. Terraform adds the resource's address, file and line. */
export interface Diagnostic {
  readonly severity: 'ERROR';
  readonly summary: string;
  readonly detail: string;
  readonly attribute: { readonly steps: readonly Step[] };
}

/** The part of a resource's validation that Terraform leaves to the provider: it knows itself what a schema says. */
export const checkConfig = (typeName: string, block: Block, config: Values): readonly Diagnostic[] =>
  settings(block, config).flatMap((setting) => [...computedOnly(setting), ...outsideOfAws(typeName, setting)]);

const computedOnly = ({ attribute, name, path }: Setting): readonly Diagnostic[] =>
  attribute.required || attribute.optional
    ? []
    : [problem(path, `"${name}" can't be configured`, `AWS sets the value of "${name}". Remove it from the configuration.`)];

/** A value that is known after apply only passes, as it does with the provider. */
const outsideOfAws = (typeName: string, { name, value, path }: Setting): readonly Diagnostic[] => {
  const allowed = ALLOWED_VALUES[typeName]?.[name];
  if (allowed === undefined) return [];
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = allowed.values.map((each) => JSON.stringify(each)).join(', ');
  return given
    .filter((each) => each !== UNKNOWN && !allowed.values.includes(each as string | number))
    .map((each) =>
      problem(
        path,
        `"${name}" has a value that AWS does not accept`,
        `"${name}" is ${JSON.stringify(each)}; AWS knows ${known}. See ${allowed.page}`,
      ),
    );
};

const problem = (steps: readonly Step[], summary: string, detail: string): Diagnostic => ({
  severity: 'ERROR',
  summary,
  detail,
  attribute: { steps },
});
