import type { TopologyError } from './errors.ts';
import { addressOf, type Place } from './place.ts';
import type { StackFile } from './read-stacks.ts';
import type { Resource } from './resource.ts';
import { StackResolver, withDynamic } from './stack-resolver.ts';
import { isUnresolved } from './template.ts';
import { isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import type { World } from './world.ts';

/**
 * Resolves a stack's references.
 *
 * @param onUnresolved receives each error, and the expression stays as it is. @default the error is thrown
 * @throws TopologyError `UNRESOLVED_REFERENCE`, `UNSUPPORTED_EXPRESSION` or `CYCLE`, naming the resource and the expression
 */
export const resolveStack = (stack: StackFile, world: World, onUnresolved?: (error: TopologyError) => void): readonly Resource[] =>
  resolvedResources(stack, stackResolver(stack, world, onUnresolved));

/** A stack's resolver. The provider's region applies to every resource of the provider. */
export const stackResolver = (stack: StackFile, world: World, onUnresolved?: (error: TopologyError) => void): StackResolver => {
  const region = new StackResolver(stack, world, onUnresolved).value(stack.provider?.region ?? null, 'provider.aws');
  return new StackResolver(stack, typeof region === 'string' && !isUnresolved(region) ? { ...world, region } : world, onUnresolved);
};

/** The resources of a stack that exist: not those whose `count` is 0. */
export const resolvedResources = (stack: StackFile, resolver: StackResolver): readonly Resource[] =>
  Object.entries(stack.resources).flatMap(([type, byName]) =>
    Object.entries(byName)
      .map(([name, block]) => resolvedResource(stack, resolver, { data: false, type, name }, block))
      .filter(({ values }) => values.count !== 0),
  );

/** The names that AWS generates when none is given, because other resources refer to them all the same. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_event_rule: ['name'],
  aws_iam_policy: ['name'],
  aws_iam_role: ['name'],
  aws_s3_bucket: ['bucket'],
  aws_sns_topic: ['name'],
  aws_sqs_queue: ['name'],
};

const resolvedResource = (stack: StackFile, resolver: StackResolver, place: Place, block: Fields): Resource => {
  const { '//': comment, depends_on: _dependsOn, lifecycle: _lifecycle, ...configuration } = withDynamic(block);
  const names = [...Object.keys(configuration), ...resolver.computedNames(place), ...(NAMES[place.type] ?? [])];
  const known = [...new Set(names)].filter((name) => configuration[name] !== null);
  return {
    stack: stack.name,
    type: place.type,
    address: addressOf(place),
    values: Object.fromEntries(known.map((name) => [name, resolver.attribute(place, name)])),
    comment: commentOf(resolver, comment, addressOf(place)),
    directory: stack.directory,
  };
};

/** CDKTF's own block contains construct paths, in which `${` has no meaning. */
const commentOf = (resolver: StackResolver, comment: TerraformValue | undefined, address: string): Fields => {
  if (!isFields(comment)) return {};
  const { metadata: _, ...fields } = comment;
  return resolver.fields(fields, address);
};
