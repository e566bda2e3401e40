import { commandHandlers } from '@plumbline/contract-gate';
import { type CommandContract, versionedName } from '@plumbline/event-kit';
import { accessesOf, type GraphqlApi, isFields, type LambdaFunction, type Table, textOf, type Workflow } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { catalogVersion, ONLY_VERSION, tableId } from '../names.ts';
import { type FlowStep, functionStepId } from './flow-step.ts';

type Steps = Map<string, FlowStep>;
type Next = FlowStep['next_steps'][number];

/**
 * The steps that lead to a function without an event: a table's stream and pipe, a command and its sender, a workflow that invokes it, a
 * GraphQL API; and what leads to these.
 */
export const causes = (source: CatalogSource, fn: LambdaFunction, steps: Steps): void => {
  const { topology, domains } = source;
  const to = functionStepId(source, fn);
  for (const pipe of topology.pipes.filter(({ enrichmentArn }) => enrichmentArn === fn.arn)) {
    const table = topology.tables.find(({ streamArn }) => streamArn === pipe.sourceArn);
    if (table !== undefined) tableStep(source, table, { id: to, label: 'stream and pipe' }, steps);
  }
  for (const command of domains.flatMap(({ commands }) => commands))
    if (commandHandlers(topology, command).some(({ arn }) => arn === fn.arn))
      commandStep(source, command, { id: to, label: 'queue' }, steps);
  for (const api of topology.graphqlApis.filter((one) => may(one, 'lambda:InvokeFunction', fn))) apiStep(source, api, { id: to }, steps);
};

const may = (actor: Pick<LambdaFunction, 'statements'>, action: string, on: { readonly arn: string }): boolean =>
  accessesOf(actor, [on]).some(({ actions }) => actions.includes(action));

/** Adds a step that leads on to another one. @returns whether the step is new, so that its own causes are still missing */
const lead = (steps: Steps, step: Omit<FlowStep, 'next_steps'>, next?: Next): boolean => {
  const known = steps.get(step.id);
  const others = known?.next_steps ?? [];
  const next_steps = next === undefined || others.some(({ id }) => id === next.id) ? others : [...others, next];
  steps.set(step.id, { ...step, next_steps });
  return known === undefined;
};

const WRITES = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'];

const tableStep = (source: CatalogSource, table: Table, next: Next, steps: Steps): void => {
  const { topology, shortName } = source;
  const id = tableId(shortName(table.name));
  if (!lead(steps, { id, title: shortName(table.name), container: { id, version: ONLY_VERSION } }, next)) return;
  const writes = (actor: Pick<LambdaFunction, 'statements'>): boolean => WRITES.some((action) => may(actor, action, table));
  for (const workflow of topology.workflows.filter(writes)) workflowStep(source, workflow, { id }, steps);
  for (const writer of topology.functions.filter(writes)) functionStep(source, writer, { id }, steps);
};

const functionStep = (source: CatalogSource, fn: LambdaFunction, next: Next | undefined, steps: Steps): void => {
  const summary = fn.description === undefined ? {} : { summary: fn.description };
  const step = {
    id: functionStepId(source, fn),
    title: source.shortName(fn.name),
    ...summary,
    service: { id: fn.stack, version: ONLY_VERSION },
  };
  if (lead(steps, step, next)) causes(source, fn, steps);
};

const workflowStep = (source: CatalogSource, workflow: Workflow, next: Next, steps: Steps): void => {
  const { topology, shortName } = source;
  const title = shortName(workflow.name);
  const id = `${title}-workflow`;
  const summary = textOf(workflow.definition?.Comment) ?? 'A state machine.';
  const custom = { title, icon: 'ArrowPathIcon', type: 'Workflow', summary };
  if (!lead(steps, { id, title, custom }, next)) return;
  for (const fn of topology.functions.filter((one) => may(workflow, 'lambda:InvokeFunction', one))) {
    lead(steps, { id, title, custom }, { id: functionStepId(source, fn), label: 'invokes' });
    functionStep(source, fn, undefined, steps);
  }
  for (const topic of topology.topics.filter((one) => may(workflow, 'sns:Publish', one))) {
    const heard = topic.subscriptions.map(({ endpoint }) => endpoint).join(', ');
    outside(steps, { id, title, custom }, shortName(topic.name), `Mail by SNS to ${heard}.`);
  }
  const from = sendersOf(workflow);
  if (from.length > 0) outside(steps, { id, title, custom }, 'mail', `Mail by SES from ${from.join(', ')}.`);
  for (const starter of topology.functions.filter((one) => may(one, 'states:StartExecution', workflow)))
    functionStep(source, starter, { id, label: 'starts' }, steps);
};

/** The addresses from which a workflow sends mail. */
const sendersOf = ({ definition }: Workflow): readonly string[] => {
  const states = isFields(definition?.States) ? Object.values(definition.States) : [];
  const from = states.flatMap((state) =>
    isFields(state) && isFields(state.Arguments) ? (textOf(state.Arguments.FromEmailAddress) ?? []) : [],
  );
  return [...new Set(from)];
};

const outside = (steps: Steps, from: Omit<FlowStep, 'next_steps'>, name: string, summary: string): void => {
  const id = `${from.id}-${name}`;
  lead(steps, from, { id });
  lead(steps, { id, title: name, externalSystem: { name, summary } });
};

const commandStep = (source: CatalogSource, command: CommandContract, next: Next, steps: Steps): void => {
  const { topology } = source;
  const id = versionedName({ eventType: command.commandType, version: command.version });
  const message = { id: command.commandType, version: catalogVersion(command.version) };
  if (!lead(steps, { id, title: command.commandType, summary: command.summary, message }, next)) return;
  const queues = topology.queues.filter(({ arn }) =>
    commandHandlers(topology, command).some((user) => topology.functions.some((fn) => fn.arn === user.arn && fn.takesFrom.includes(arn))),
  );
  const sends = (actor: Pick<LambdaFunction, 'statements'>): boolean => queues.some((queue) => may(actor, 'sqs:SendMessage', queue));
  for (const api of topology.graphqlApis.filter(sends)) apiStep(source, api, { id }, steps);
  for (const sender of topology.functions.filter(sends)) functionStep(source, sender, { id }, steps);
};

const apiStep = ({ shortName }: CatalogSource, { name, resolvers }: GraphqlApi, next: Next, steps: Steps): void => {
  const id = shortName(name);
  const mutations = resolvers.flatMap(({ field }) => (field.startsWith('Mutation.') ? [field.slice('Mutation.'.length)] : []));
  const custom = { title: id, icon: 'CloudIcon', type: 'GraphQL API', summary: `Mutations: ${mutations.join(', ')}.` };
  lead(steps, { id, title: id, custom }, next);
};

/** The subscribers of a GraphQL API, when a function feeds them. */
export const subscribersOf = ({ topology, shortName }: CatalogSource, fn: LambdaFunction): readonly FlowStep[] =>
  topology.graphqlApis
    .filter((api) => may(fn, 'appsync:GraphQL', api))
    .map(({ name }) => {
      const id = `${shortName(name)}-subscribers`;
      const summary = 'Clients that subscribed over GraphQL.';
      return {
        id,
        title: `subscribers of ${shortName(name)}`,
        externalSystem: { name: `subscribers of ${shortName(name)}`, summary },
        next_steps: [],
      };
    });
