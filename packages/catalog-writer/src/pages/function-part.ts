import { commandHandlers, consumptionsOf } from '@plumbline/contract-gate';
import { commandQueueName } from '@plumbline/event-kit';
import { accessesOf, type LambdaFunction } from '@plumbline/topology';
import { type CatalogSource, consumedBy, publishedBy } from '../catalog-source.ts';
import { body, code, plain, table } from '../markdown.ts';
import { channelLink, commandLink, containerLink, endpointId, eventLink, queueLink, tableId } from '../names.ts';
import { actionName, storesOf } from '../own-stores.ts';
import { condition } from '../rule-conditions.ts';
import { scheduleWords } from '../time-words.ts';

/** The part about a function: its triggers, and what it does. */
export const functionPart = (source: CatalogSource, fn: LambdaFunction): string => {
  const { shortName, topology } = source;
  const rows = [
    ['triggered by', triggersOf(source, fn).join('<br />')],
    [
      'publishes',
      publishedBy(source, fn)
        .map((contract) => eventLink(contract))
        .join(', '),
    ],
    [
      'uses',
      storesOf(source, fn)
        .map(({ id, actions }) => `${containerLink(id)} (${actions.map(actionName).join(', ')})`)
        .join('<br />'),
    ],
    [
      'sends to',
      accessesOf(fn, topology.queues)
        .filter(({ actions }) => actions.includes('sqs:SendMessage'))
        .map(({ to }) => queueLink(shortName(to.name)))
        .join(', '),
    ],
    ['timeout', `${fn.timeout} s`],
  ].filter(([, cell]) => cell !== '');
  return body(`### ${shortName(fn.name)}`, plain(fn.description ?? ''), table(['', ''], rows));
};

const triggersOf = (source: CatalogSource, fn: LambdaFunction): readonly string[] => {
  const { shortName, topology } = source;
  const events = consumedBy(source, fn).flatMap((contract) =>
    consumptionsOf(topology, contract)
      .filter(({ consumer }) => consumer === fn)
      .map(
        (one) =>
          `${eventLink(contract)}${condition(one)}${one.queue === undefined ? '' : `, through ${queueLink(shortName(one.queue.name))}`}`,
      ),
  );
  const endpoints = topology.endpoints
    .filter(({ functionArn }) => functionArn === fn.arn)
    .map(({ method, path }) => `${code(`${method} ${path}`)} of ${channelLink(endpointId(shortName(fn.name)))}`);
  const schedules = topology.schedules.filter(({ targetArn }) => targetArn === fn.arn);
  const commands = source.domains
    .flatMap((domain) => domain.commands)
    .filter((command) => commandHandlers(topology, command).some(({ arn }) => arn === fn.arn))
    .map((command) => `${commandLink(command)}, through ${queueLink(commandQueueName(command))}`);
  const others = [...commands, ...callersOf(source, fn)];
  const isTriggered =
    events.length + endpoints.length + fn.takesFrom.length + others.length > 0 || schedules.some(({ enabled }) => enabled);
  return [...events, ...endpoints, ...others, ...schedules.map(scheduleWords), ...(isTriggered ? [] : ['manual invocation'])];
};

/** The pipes, workflows and GraphQL APIs that call a function. */
const callersOf = ({ topology, shortName }: CatalogSource, fn: LambdaFunction): readonly string[] => {
  const mayInvoke = (actor: Pick<LambdaFunction, 'statements'>): boolean =>
    accessesOf(actor, [fn]).some(({ actions }) => actions.includes('lambda:InvokeFunction'));
  return [
    ...topology.pipes
      .filter(({ enrichmentArn }) => enrichmentArn === fn.arn)
      .map(({ sourceArn, name }) => {
        const table = topology.tables.find(({ streamArn }) => streamArn === sourceArn);
        const from = table === undefined ? '' : `, from the stream of ${containerLink(tableId(shortName(table.name)))}`;
        return `the pipe ${code(shortName(name))}${from}`;
      }),
    ...topology.workflows.filter(mayInvoke).map(({ name }) => `the workflow ${code(shortName(name))}`),
    ...topology.graphqlApis.filter(mayInvoke).map(({ name }) => `the GraphQL API ${code(shortName(name))}`),
  ];
};
