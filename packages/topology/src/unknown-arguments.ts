import { blocksOf, isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';

/** A resource of a plan with arguments whose values are known after an apply only. */
export interface UnknownArguments {
  readonly address: string;
  /** `arn`, `dead_letter_config.arn` */
  readonly names: readonly string[];
}

/**
 * The arguments that a configuration gives but a plan doesn't know. Attributes that the provider computes by itself are not among them,
 * because no configuration contains them.
 *
 * @param changes a plan's `resource_changes`
 * @param configuration a plan's `configuration.root_module`
 */
export const unknownArguments = (changes: TerraformValue, configuration: Fields): readonly UnknownArguments[] => {
  const expressions = expressionsByAddress(configuration);
  return blocksOf(changes).flatMap(({ address, mode, change }) => {
    if (mode === 'data' || !isFields(change)) return [];
    const given = expressions.get(withoutIndexes(String(address))) ?? {};
    const names = unknownIn(given, change.after_unknown ?? null);
    return names.length === 0 ? [] : [{ address: String(address), names: [...new Set(names)].sort() }];
  });
};

/** One configuration block describes all the instances that `count` and `for_each` create. */
const withoutIndexes = (address: string): string => address.replace(/\[(\d+|"([^"\\]|\\.)*")\]/g, '');

const expressionsByAddress = (module: Fields, prefix = ''): ReadonlyMap<string, Fields> =>
  new Map([
    ...blocksOf(module.resources).map(({ address, expressions }): [string, Fields] => [
      `${prefix}${String(address)}`,
      isFields(expressions) ? expressions : {},
    ]),
    ...Object.entries(isFields(module.module_calls) ? module.module_calls : {}).flatMap(([name, call]) =>
      isFields(call) && isFields(call.module) ? [...expressionsByAddress(call.module, `${prefix}module.${name}.`)] : [],
    ),
  ]);

const unknownIn = (given: Fields, unknown: TerraformValue, prefix = ''): readonly string[] =>
  blocksOf(unknown).flatMap((fields) =>
    Object.entries(fields).flatMap(([name, isUnknown]) => {
      const expression = given[name];
      if (expression === undefined) return [];
      if (isExpression(expression)) return holdsTrue(isUnknown) ? [`${prefix}${name}`] : [];
      return blocksOf(expression).flatMap((block) => unknownIn(block, isUnknown, `${prefix}${name}.`));
    }),
  );

/** An argument's expression has one of these; a block's has the names of its arguments. */
const isExpression = (value: TerraformValue): boolean =>
  isFields(value) && (Object.keys(value).length === 0 || 'references' in value || 'constant_value' in value);

const holdsTrue = (value: TerraformValue): boolean =>
  value === true || (typeof value === 'object' && value !== null && Object.values(value).some(holdsTrue));

/** A resource's values with an expression for each unknown argument, so that a reader does not mistake it for one that is not given. */
export const withUnknown = (values: Fields, names: readonly string[], address: string): Fields =>
  names.reduce((known, name) => withUnknownAt(known, name.split('.'), `\${${address}.${name}}`), values);

const withUnknownAt = (values: Fields, [name = '', ...rest]: readonly string[], expression: string): Fields => {
  const value = values[name];
  if (rest.length === 0) return { ...values, [name]: value ?? expression };
  const blocks = blocksOf(value);
  return { ...values, [name]: (blocks.length === 0 ? [{}] : blocks).map((block) => withUnknownAt(block, rest, expression)) };
};
