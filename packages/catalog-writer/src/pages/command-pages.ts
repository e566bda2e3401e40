import { commandHandlers, commandQueue, commandSenders, type Domain, type User } from '@plumbline/contract-gate';
import { type CommandContract, majorOf } from '@plumbline/event-kit';
import { commandDocument } from '@plumbline/event-kit/schema';
import type { CatalogSource } from '../catalog-source.ts';
import { body, code, json, plain, section, table } from '../markdown.ts';
import { catalogVersion, queueLink, serviceLink, teamLink } from '../names.ts';
import { proseOf } from '../prose.ts';

/** The content of a command's page. */
export interface CommandPage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly owners: readonly string[];
  /** The service that handles it. */
  readonly service: string | undefined;
  readonly schema: string;
  readonly examples: readonly { readonly fileName: string; readonly content: string }[];
  readonly badges: readonly { readonly content: string; readonly backgroundColor: string; readonly textColor: string }[];
  readonly markdown: string;
}

export const commandPages = (source: CatalogSource, { commands }: Domain): readonly CommandPage[] =>
  commands.map((command) => commandPage(source, command));

const commandPage = (source: CatalogSource, command: CommandContract): CommandPage => {
  const { commandType, version, summary, owner, examples } = command;
  const { topology, shortName, prose } = source;
  const handlers = commandHandlers(topology, command);
  const queue = commandQueue(topology, command);
  const own = proseOf(prose, 'commands', commandType);
  return {
    id: commandType,
    version: catalogVersion(version),
    name: own.name ?? commandType,
    summary: own.summary ?? summary,
    owners: [owner],
    service: handlers[0]?.service,
    schema: `${JSON.stringify(commandDocument(command), null, 2)}\n`,
    examples: examples.map(({ name, detail }) => ({
      fileName: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`,
      content: `${JSON.stringify(detail, null, 2)}\n`,
    })),
    badges: [{ content: `v${majorOf(version)}`, backgroundColor: 'teal', textColor: 'teal' }],
    markdown: body(
      own.markdown,
      section(
        'Senders and handler',
        table(
          ['', 'Name', 'Service', 'Team'],
          [...commandSenders(topology, command).map((user) => userRow('sends', user)), ...handlers.map((user) => userRow('handles', user))],
        ),
      ),
      section('Queue', queue === undefined ? undefined : `It travels through ${queueLink(shortName(queue.name))}, point to point.`),
      '<SchemaViewer file="schema.json" title="Schema" maxHeight="600" />',
      section('Examples', ...examples.map(({ name, detail }) => body(`${plain(name)}:`, json(detail)))),
      section('Diagram', '<NodeGraph />'),
    ),
  };
};

const userRow = (verb: string, { name, service, team }: User): readonly string[] => [
  verb,
  code(name),
  serviceLink(service),
  teamLink(team),
];
