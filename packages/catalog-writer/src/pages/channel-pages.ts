import { commandQueue, consumptionsOf } from '@plumbline/contract-gate';
import { type ApiDestination, type Queue, type Rule, rulesFor } from '@plumbline/topology';
import { archiveWords } from '../archive-words.ts';
import type { CatalogSource } from '../catalog-source.ts';
import { deadLetterSenders } from '../dead-letter-senders.ts';
import { thingOf } from '../forwards.ts';
import { body, code, plain, section, table } from '../markdown.ts';
import {
  BUS_ID,
  commandLink,
  DEFAULT_BUS_ID,
  destinationId,
  endpointId,
  eventLink,
  ONLY_VERSION,
  queueId,
  queueLink,
  serviceLink,
  titleOf,
} from '../names.ts';
import { proseOf } from '../prose.ts';
import { condition } from '../rule-conditions.ts';
import { callRows, forwardPart } from './forward-part.ts';
import { rulesTable } from './rules-table.ts';

/** The content of the page of a bus, a queue or an endpoint. */
export interface ChannelPage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly owners: readonly string[];
  readonly address: string;
  readonly protocols: readonly string[];
  readonly routes: readonly string[];
  readonly markdown: string;
}

/** The bus, the default bus if rules use it, queues, dead-letter queues, endpoints, and addresses outside AWS that rules call. */
export const channelPages = (source: CatalogSource): readonly ChannelPage[] => [
  ...busPages(source),
  ...source.topology.queues.map((queue) => queuePage(source, queue)),
  ...endpointPages(source),
  ...source.topology.apiDestinations.map((destination) => destinationPage(source, destination)),
];

type Facts = Omit<ChannelPage, 'version' | 'markdown'> & { readonly parts: readonly (string | undefined)[] };

const page = ({ prose }: CatalogSource, { parts, ...facts }: Facts): ChannelPage => {
  const { name = facts.name, summary = facts.summary, markdown } = proseOf(prose, 'channels', facts.id);
  return { ...facts, name, summary, version: ONLY_VERSION, markdown: body(markdown, ...parts) };
};

const busPages = (source: CatalogSource): readonly ChannelPage[] => {
  const { topology, usage } = source;
  const [bus] = topology.buses;
  if (bus === undefined) return [];
  const onBus = topology.rules.filter((rule) => rule.bus === bus.name);
  const events = usage.map(({ contract, producers, consumers }) => [
    eventLink(contract),
    [...new Set(producers.map(({ name }) => code(name)))].join(', '),
    [...new Set(consumers.map(({ name }) => code(name)))].join(', '),
  ]);
  const main = page(source, {
    id: BUS_ID,
    name: 'Bus',
    summary: 'The EventBridge bus of all services.',
    owners: ownersOf(source, bus.stack),
    address: BUS_ID,
    protocols: ['eventbridge'],
    routes: routesOf(source, onBus),
    parts: [
      section('Events', table(['Event', 'Published by', 'Consumed by'], events)),
      section('Rules', rulesTable(source, onBus)),
      section('Archives', bus.archives.map((archive) => `- ${archiveWords(source, { archive, bus })}`).join('\n')),
    ],
  });
  const ofAws = topology.rules.filter((rule) => rule.bus === 'default');
  if (ofAws.length === 0) return [main];
  const aws = page(source, {
    id: DEFAULT_BUS_ID,
    name: 'Default bus',
    summary: "The account's own bus, where AWS services put their events.",
    // The account's bus has no owner; the teams with rules on it own its events.
    owners: [...new Set(ofAws.flatMap(({ stack }) => ownersOf(source, stack)))].sort(),
    address: 'default',
    protocols: ['eventbridge'],
    routes: routesOf(source, ofAws),
    parts: [section('Rules', rulesTable(source, ofAws))],
  });
  return [main, aws];
};

/** The channels that a bus's rules deliver to. */
const routesOf = ({ topology, shortName }: CatalogSource, rules: readonly Rule[]): readonly string[] => {
  const arns = new Set(rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
  const queues = topology.queues.filter(({ arn }) => arns.has(arn)).map(({ name }) => queueId(shortName(name)));
  const endpoints = topology.endpoints
    .filter(({ method, path }) => [...arns].some((arn) => arn.endsWith(`/${method}${path}`)))
    .flatMap(({ functionArn }) =>
      topology.functions.filter(({ arn }) => arn === functionArn).map(({ name }) => endpointId(shortName(name))),
    );
  const destinations = topology.apiDestinations.filter(({ arn }) => arns.has(arn)).map(({ name }) => destinationId(shortName(name)));
  return [...new Set([...queues, ...endpoints, ...destinations])].sort();
};

const queuePage = (source: CatalogSource, queue: Queue): ChannelPage => {
  const { topology, shortName, usage } = source;
  const name = shortName(queue.name);
  const senders = deadLetterSenders(source, queue.arn);
  const takers = topology.functions.filter(({ takesFrom }) => takesFrom.includes(queue.arn));
  const events = usage
    .filter(({ contract }) => consumptionsOf(topology, contract).some((one) => one.queue === queue))
    .map(({ contract }) => [
      eventLink(contract),
      rulesFor(topology, { source: contract.source, 'detail-type': contract.detailType })
        .filter(({ targets }) => targets.some(({ arn }) => arn === queue.arn))
        .map((rule) => `${code(shortName(rule.name))}${condition({ rule })}`)
        .join(', '),
    ]);
  const commands = source.domains.flatMap((domain) => domain.commands).filter((command) => commandQueue(topology, command) === queue);
  const forwards = source.forwards.filter(({ end }) => thingOf(end).arn === queue.arn);
  const dead = topology.queues.find(({ arn }) => arn === queue.deadLetterQueueArn);
  return page(source, {
    id: queueId(name),
    name: titleOf(name),
    summary:
      senders.length > 0
        ? 'A dead-letter queue.'
        : takers.length > 0
          ? `The queue of ${takers.map((fn) => shortName(fn.name)).join(', ')}.`
          : 'A queue for manual work.',
    owners: ownersOf(source, queue.stack),
    address: name,
    protocols: ['sqs'],
    routes: dead === undefined ? [] : [queueId(shortName(dead.name))],
    parts: [
      `Belongs to ${serviceLink(queue.stack)}.`,
      section(
        'Receives',
        ...senders.map((sender) => `- ${sender}`),
        table(['Event', 'Rule'], events),
        ...commands.map((command) => `- the command ${commandLink(command)}`),
        ...forwards.map((forward) => forwardPart(source, forward)),
      ),
      section('Consumers', ...takers.map((fn) => `${code(shortName(fn.name))}: ${plain(fn.description ?? '')}`)),
      dead === undefined ? '' : section('Dead letters', `Dead letters go to ${queueLink(shortName(dead.name))}.`),
    ],
  });
};

const endpointPages = (source: CatalogSource): readonly ChannelPage[] =>
  source.topology.endpoints.flatMap(({ method, path, functionArn, stack }) => {
    const fn = source.topology.functions.find(({ arn }) => arn === functionArn);
    if (fn === undefined) return [];
    const name = source.shortName(fn.name);
    return [
      page(source, {
        id: endpointId(name),
        name: `${titleOf(name)} endpoint`,
        summary: `The API Gateway endpoint of ${name}. A trace starts here.`,
        owners: ownersOf(source, stack),
        address: `${method} ${path}`,
        protocols: ['https'],
        routes: [],
        parts: [`Belongs to ${serviceLink(stack)}. ${code(`${method} ${path}`)} calls ${code(name)}.`],
      }),
    ];
  });

const destinationPage = (source: CatalogSource, destination: ApiDestination): ChannelPage => {
  const name = source.shortName(destination.name);
  const forwards = source.forwards.filter(({ end }) => thingOf(end).arn === destination.arn);
  return page(source, {
    id: destinationId(name),
    name: titleOf(name),
    summary: destination.description ?? 'An address outside AWS that rules call.',
    owners: ownersOf(source, destination.stack),
    address: name,
    protocols: ['https'],
    routes: [],
    parts: [
      `An address outside AWS that EventBridge calls without a function (an API destination). Belongs to ${serviceLink(destination.stack)}.`,
      forwards.length > 0 ? undefined : section('Calls', table(['', ''], callRows(destination))),
      section('Receives', ...forwards.map((forward) => forwardPart(source, forward))),
    ],
  });
};

const ownersOf = ({ topology }: CatalogSource, stack: string): readonly string[] =>
  topology.services.flatMap(({ name, team }) => (name === stack && team !== undefined ? [team] : []));
