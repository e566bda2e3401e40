import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { computedValues } from './computed-values.ts';
import { TopologyError } from './errors.ts';
import { type PlannedResource, plannedResources, withoutUnset } from './planned-resources.ts';
import type { ResolvedStack } from './read-topology.ts';
import type { Resource } from './resource.ts';
import { blockOf, isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import { unknownArguments, withUnknown } from './unknown-arguments.ts';
import { textsOf } from './values.ts';
import type { World } from './world.ts';

/** The facts about a plan that the plan itself does not contain. */
export interface PlanOf {
  /** @default the name of the file's folder */
  readonly stack?: string;
  /** The folder that asset paths are relative to. @default the file's folder */
  readonly directory?: string;
  /** The stack as its own JSON has it, for the comments beside its resources: Terraform leaves them out of a plan. @default no comments */
  readonly beside?: readonly Resource[];
}

type PlannedStack = PlanOf & Required<Pick<PlanOf, 'stack' | 'directory'>>;

/**
 * Reads what `terraform show -json` says of a kept plan, or of a state, as a stack for `topologyOf`: modules, `count` and `for_each` are
 * expanded in it, and every expression has its value.
 *
 * A plan before the first apply knows no value that AWS makes up. ARNs and URLs are then put together as the AWS provider does; an
 * argument that is an expression of such values stays an expression, and `problems` reports it.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 * @throws TopologyError `NOT_SYNTHESIZED`
 *
 * @example
 * ```ts
 * // terraform plan -out=stack.tfplan && terraform show -json stack.tfplan > orders.json
 * const topology = topologyOf([await readPlan('orders.json', world, { stack: 'orders' })]);
 * ```
 */
export const readPlan = async (
  path: string,
  world: World,
  { stack, directory = dirname(path), beside = [] }: PlanOf = {},
): Promise<ResolvedStack> => planStack(await readJson(path), world, { stack: stack ?? basename(directory), directory, beside });

/**
 * The same of a plan or state that was read and parsed already.
 *
 * @throws TopologyError `NOT_SYNTHESIZED` when it is neither
 */
export const planStack = (content: TerraformValue, world: World, { stack, directory, beside = [] }: PlannedStack): ResolvedStack => {
  const { values, configuration, changes, provider } = partsOf(content, stack);
  const unknown = unknownArguments(changes, configuration);
  const unknownOf = new Map(unknown.map(({ address, names }) => [address, names]));
  const planned = plannedResources(values).map((resource) => ({
    ...resource,
    values: withUnknown(resource.values, unknownOf.get(resource.address) ?? [], resource.address),
  }));
  const comments = new Map(beside.map(({ address, comment }) => [address, comment]));
  const resources = planned.map((resource) => ({
    ...resourceOf(resource, world, { stack, directory }),
    comment: comments.get(resource.address) ?? {},
  }));
  return {
    name: stack,
    resources,
    outputs: outputsOf(values),
    defaultTags: defaultTags(provider, resources),
    problems: unknown.map(
      ({ address, names }) =>
        `${address} (stack ${stack}): ${names.join(', ')} can't be resolved: known after apply only. Read the state, or a plan made after the first apply.`,
    ),
  };
};

const readJson = async (path: string): Promise<TerraformValue> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as TerraformValue;
  } catch (cause) {
    throw new TopologyError('NOT_SYNTHESIZED', `No plan in JSON at ${path}. Write one with "terraform show -json <plan file>".`, { cause });
  }
};

interface Parts {
  readonly values: Fields;
  readonly configuration: Fields;
  readonly changes: TerraformValue;
  /** The configuration of the AWS provider, each argument as an expression. */
  readonly provider: Fields;
}

const partsOf = (content: TerraformValue, stack: string): Parts => {
  // Terraform promises to change the major version when readers of today would no longer understand.
  if (!isFields(content) || !/^[01]\./.test(String(content.format_version))) {
    throw new TopologyError(
      'NOT_SYNTHESIZED',
      `Stack ${stack}: the file is not a plan or a state of format 1. Write one with "terraform show -json".`,
    );
  }
  const { planned_values, values = null, configuration = null, resource_changes = [] } = content;
  return {
    values: fieldsOf(planned_values ?? values),
    configuration: fieldsOf(fieldsOf(configuration).root_module ?? null),
    changes: resource_changes,
    provider: fieldsOf(fieldsOf(fieldsOf(fieldsOf(configuration).provider_config ?? null).aws ?? null).expressions ?? null),
  };
};

const resourceOf = (
  { type, address, values }: PlannedResource,
  world: World,
  { stack, directory }: PlannedStack,
): Omit<Resource, 'comment'> => ({
  stack,
  type,
  address,
  values: { ...values, ...computedValues(type, values, world, `${stack}.${address}`) },
  directory,
});

const outputsOf = ({ outputs = null }: Fields): Fields =>
  Object.fromEntries(Object.entries(fieldsOf(outputs)).map(([name, output]) => [name, withoutUnset(fieldsOf(output).value ?? null)]));

/** The placeholder for tags that are not known. */
const UNKNOWN_TAGS = '${provider.aws.default_tags}';

/**
 * The provider's default tags. A plan says them where they are constants; else they are what the `tags_all` of all resources have in
 * common, and where nothing can be tagged, they are unknown.
 */
const defaultTags = (provider: Fields, resources: readonly Resource[]): Readonly<Record<string, string>> => {
  const constant = fieldsOf(blockOf(provider, 'default_tags').tags ?? null).constant_value;
  if (constant !== undefined && isFields(constant)) return textsOf(constant);
  const [first, ...others] = resources.flatMap(({ values }) => (isFields(values.tags_all) ? [textsOf(values.tags_all)] : []));
  if (first === undefined) return resources.length === 0 ? {} : { [UNKNOWN_TAGS]: UNKNOWN_TAGS };
  return Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((tags) => tags[name] === value)));
};

const fieldsOf = (value: TerraformValue): Fields => (isFields(value) ? value : {});
