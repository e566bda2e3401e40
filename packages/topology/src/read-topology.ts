import { readApiDestinations } from './read-api-destinations.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readFunctions } from './read-functions.ts';
import { readGraphqlApis } from './read-graphql-apis.ts';
import { readPipes } from './read-pipes.ts';
import { readBuses, readRules } from './read-rules.ts';
import { readSchedules } from './read-schedules.ts';
import type { StackFile } from './read-stacks.ts';
import { readBuckets, readQueues, readTables } from './read-stores.ts';
import { readTopics } from './read-topics.ts';
import { readWorkflows } from './read-workflows.ts';
import { resolvedResources, stackResolver } from './resolve-stack.ts';
import type { Resource, Resources } from './resource.ts';
import type { StackResolver } from './stack-resolver.ts';
import { blockOf, isFields } from './terraform-json.ts';
import type { LookedUp, Service, Topology } from './topology.ts';
import { textOf, textsOf } from './values.ts';
import type { World } from './world.ts';

/**
 * Reads the event flow of one or more stacks. It reads any Terraform JSON, not only the output of our constructs. An expression
 * that can't be resolved stays as it is, and `problems` reports it.
 *
 * @example
 * ```ts
 * const topology = readTopology(await readStacks('infra/cdktf.out'), world);
 * consumersOf(topology, { source: 'plumbline.orders', 'detail-type': 'order-accepted' });
 * ```
 */
export const readTopology = (stacks: readonly StackFile[], world: World): Topology =>
  topologyOf(
    stacks.map((stack) => {
      const problems = (stack.modules ?? []).map(
        (name) => `module.${name} (stack ${stack.name}) is not read; read the plan instead (terraform show -json).`,
      );
      const resolver = stackResolver(stack, world, ({ message }) => problems.push(message));
      return {
        ...stack,
        resources: resolvedResources(stack, resolver),
        lookedUp: lookedUpIn(stack, resolver),
        defaultTags: { ...stack.defaultTags, ...tagsOf(resolver, stack) },
        problems,
      };
    }),
  );

/** The default tags if they are an expression. */
const tagsOf = (resolver: StackResolver, { provider = {} }: StackFile): Readonly<Record<string, string>> => {
  const tags = resolver.value(blockOf(provider, 'default_tags').tags ?? null, 'provider.aws');
  return typeof tags === 'string' ? { [tags]: tags } : textsOf(tags);
};

/** Data sources of the resources that an event may pass through. */
const LOOKED_UP: ReadonlySet<string> = new Set([
  'aws_cloudwatch_event_bus',
  'aws_dynamodb_table',
  'aws_lambda_function',
  'aws_s3_bucket',
  'aws_sns_topic',
  'aws_sqs_queue',
]);

const lookedUpIn = ({ data }: StackFile, resolver: StackResolver): readonly LookedUp[] =>
  Object.entries(data)
    .filter(([type]) => LOOKED_UP.has(type))
    .flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, block]) => ({ type, values: resolver.fields(block, `data.${type}.${name}`) })),
    );

/** A stack whose expressions have their values: resolved by us, or by Terraform (`readPlan`). */
export interface ResolvedStack extends Pick<StackFile, 'name' | 'outputs' | 'defaultTags'>, Partial<Pick<StackFile, 'data'>> {
  readonly resources: readonly Resource[];
  /** @default nothing */
  readonly lookedUp?: readonly LookedUp[];
  /** One sentence for each expression that could not be resolved. */
  readonly problems: readonly string[];
}

/** Reads the event flow of resolved stacks. */
export const topologyOf = (stacks: readonly ResolvedStack[]): Topology => {
  const problems = stacks.flatMap((stack) => stack.problems);
  const tell = (problem: string): void => void problems.push(problem);
  const resources = stacks.flatMap((stack) => stack.resources);
  const byType = Map.groupBy(resources, ({ type }) => type);
  const find: Resources = (type) => byType.get(type) ?? [];
  const pipes = readPipes(find, tell);
  return {
    services: stacks.map(serviceOf).sort(byName),
    buses: readBuses(find).sort(byName),
    rules: readRules(find, tell).sort(byName),
    schedules: readSchedules(find).sort(byName),
    apiDestinations: readApiDestinations(find).sort(byName),
    functions: readFunctions(find, tell, pipes).sort(byName),
    endpoints: readEndpoints(find).sort(byName),
    pipes: pipes.sort(byName),
    workflows: readWorkflows(find, tell).sort(byName),
    graphqlApis: readGraphqlApis(find, tell).sort(byName),
    topics: readTopics(find).sort(byName),
    queues: readQueues(find, tell).sort(byName),
    tables: readTables(find).sort(byName),
    buckets: readBuckets(find).sort(byName),
    lookedUp: stacks.flatMap(({ lookedUp = [] }) => lookedUp),
    resources,
    problems: [...new Set(problems)].sort(),
  };
};

/** Stacks are named after their service; the environment is in the names of what they deploy. */
const serviceOf = ({ name, defaultTags = {}, data = {}, outputs }: ResolvedStack): Service => {
  const service = outputs?.service;
  const { domain, summary } = isFields(service) ? service : {};
  const readsStateOf = Object.keys(data.terraform_remote_state ?? {}).sort();
  return { name, team: defaultTags.team, tags: defaultTags, readsStateOf, domain: textOf(domain), summary: textOf(summary) };
};

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
