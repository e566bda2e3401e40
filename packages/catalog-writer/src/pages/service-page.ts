import { commandHandlers, commandSenders, consumptionsOf, type User } from '@plumbline/contract-gate';
import { type CommandContract, commandQueueName, type QueryContract } from '@plumbline/event-kit';
import type { LambdaFunction, Service } from '@plumbline/topology';
import { archivesIn, archiveWords } from '../archive-words.ts';
import { type CatalogSource, consumedBy, functionsOf, publishedBy } from '../catalog-source.ts';
import { deadLetterSenders } from '../dead-letter-senders.ts';
import { thingOf } from '../forwards.ts';
import { body, code, plain, section, table } from '../markdown.ts';
import { BUS_ID, catalogVersion, ONLY_VERSION, queryLink, queueId, queueLink, titleOf } from '../names.ts';
import { isRead, isWrite, storesOf } from '../own-stores.ts';
import { proseOf } from '../prose.ts';
import { endId, forwardPart } from './forward-part.ts';
import { functionPart } from './function-part.ts';
import { graphqlPart } from './graphql-part.ts';
import { answererOf } from './query-pages.ts';
import { topicPart } from './topic-part.ts';
import { workflowPart } from './workflow-part.ts';

/** A message of a service with the channels it takes; a query takes none. */
export interface MessageOf {
  readonly id: string;
  readonly version: string;
  readonly channels: readonly string[];
}

interface Way {
  readonly id: string;
  readonly version: string;
  readonly channel: string;
}

/** The content of a service's page. */
export interface ServicePage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly owners: readonly string[];
  readonly sends: readonly MessageOf[];
  readonly receives: readonly MessageOf[];
  readonly writesTo: readonly string[];
  readonly readsFrom: readonly string[];
  readonly markdown: string;
}

export const servicePage = (source: CatalogSource, service: Service): ServicePage => {
  const functions = functionsOf(source, service);
  const prose = proseOf(source.prose, 'services', service.name);
  const queries = queriesOf(source, service);
  const stores = functions.flatMap((fn) => storesOf(source, fn));
  return {
    id: service.name,
    version: ONLY_VERSION,
    name: prose.name ?? titleOf(service.name),
    summary: prose.summary ?? service.summary ?? '',
    owners: service.team === undefined ? [] : [service.team],
    sends: byVersion([
      ...functions
        .flatMap((fn) => publishedBy(source, fn))
        .map(({ eventType, version }) => ({ id: eventType, version: catalogVersion(version), channel: BUS_ID })),
      ...commandsOf(source, service, commandSenders),
    ]),
    receives: [
      ...byVersion([
        ...functions.flatMap((fn) => received(source, fn)),
        ...receivedElsewhere(source, service),
        ...commandsOf(source, service, commandHandlers),
      ]),
      ...queries.map(({ name }) => ({ id: name, version: ONLY_VERSION, channels: [] })),
    ],
    writesTo: [...new Set(stores.filter(({ actions }) => actions.some(isWrite)).map(({ id }) => id))].sort(),
    readsFrom: [...new Set(stores.filter(({ actions }) => actions.some(isRead)).map(({ id }) => id))].sort(),
    markdown: body(
      prose.markdown,
      section('Functions', ...functions.map((fn) => functionPart(source, fn))),
      section('GraphQL', ...ownOf(source.topology.graphqlApis, service).map((api) => graphqlPart(source, api))),
      section('Workflows', ...ownOf(source.topology.workflows, service).map((workflow) => workflowPart(source, workflow))),
      section('Topics', ...ownOf(source.topology.topics, service).map((topic) => topicPart(source, topic))),
      section(
        'Forwarded without a function',
        ...source.forwards.filter(({ rule }) => rule.stack === service.name).map((forward) => forwardPart(source, forward)),
      ),
      section('Kept for replay', ...archivesOf(source, service)),
      section('Queries', queries.map((query) => `- ${queryLink(query)}: ${plain(query.summary)}`).join('\n')),
      // The diagram of a service without a function would be empty.
      functions.length === 0 ? undefined : section('Diagram', '<NodeGraph />'),
      section('Dead letters', deadLetters(source, service)),
    ),
  };
};

/** The events that a function consumes, with their channels. */
const received = (source: CatalogSource, fn: LambdaFunction): readonly Way[] =>
  consumedBy(source, fn).flatMap((contract) =>
    consumptionsOf(source.topology, contract)
      .filter(({ consumer }) => consumer === fn)
      .map(({ queue }) => ({
        id: contract.eventType,
        version: catalogVersion(contract.version),
        channel: queue === undefined ? BUS_ID : queueId(source.shortName(queue.name)),
      })),
  );

const ownOf = <T extends { readonly stack: string }>(all: readonly T[], service: Service): readonly T[] =>
  all.filter(({ stack }) => stack === service.name);

/** The commands that the service sends or handles, with their queues. */
const commandsOf = (
  { domains, topology }: CatalogSource,
  service: Service,
  usersOf: (topology: CatalogSource['topology'], command: CommandContract) => readonly User[],
): readonly Way[] =>
  domains
    .flatMap(({ commands }) => commands)
    .filter((command) => usersOf(topology, command).some((user) => user.service === service.name))
    .map((command) => ({
      id: command.commandType,
      version: catalogVersion(command.version),
      channel: queueId(commandQueueName(command)),
    }));

/** The events that rules deliver to the service's queues and addresses instead of a function. */
const receivedElsewhere = ({ forwards, shortName }: CatalogSource, service: Service): readonly Way[] =>
  forwards
    .filter(({ end }) => thingOf(end).stack === service.name)
    .flatMap(({ end, contracts }) =>
      contracts.map(({ eventType, version }) => ({
        id: eventType,
        version: catalogVersion(version),
        channel: endId(shortName(thingOf(end).name), end),
      })),
    );

const archivesOf = (source: CatalogSource, service: Service): readonly string[] =>
  archivesIn(source)
    .filter(({ archive }) => archive.stack === service.name)
    .map((one) => archiveWords(source, one));

/** The queries that the service's team answers. */
const queriesOf = ({ domains, topology }: CatalogSource, service: Service): readonly QueryContract[] =>
  domains.flatMap(({ queries }) => queries).filter((query) => answererOf(topology, query)?.name === service.name);

const deadLetters = (source: CatalogSource, service: Service): string => {
  const rows = source.topology.queues
    .filter(({ stack }) => stack === service.name)
    .flatMap((queue) => {
      const senders = deadLetterSenders(source, queue.arn);
      return senders.length === 0 ? [] : [[queueLink(source.shortName(queue.name)), senders.join('<br />')]];
    });
  const look = rows.length === 0 ? undefined : `Inspect them with ${code('npm run plumb dlq list')}, fix the cause, then redrive.`;
  return body(table(['Dead-letter queue', 'Receives'], rows), look);
};

/** One entry for each version, with all of its channels. */
const byVersion = (ways: readonly Way[]): readonly MessageOf[] =>
  [...Map.groupBy(ways, ({ id, version }) => JSON.stringify([id, version]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, alike]) => {
      const [id = '', version = ''] = JSON.parse(key) as readonly string[];
      return { id, version, channels: [...new Set(alike.map(({ channel }) => channel))].sort() };
    });
