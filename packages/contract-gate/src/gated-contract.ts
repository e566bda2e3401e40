import { type CommandContract, type EventContract, versionedName } from '@plumbline/event-kit';
import { commandDocument, DETAIL_TYPE_KEYWORD, eventSchema, type PublishedSchema } from '@plumbline/event-kit/schema';
import type { Topology } from '@plumbline/topology';
import { commandHandlers } from './command-usage.ts';
import type { Domain } from './read-contracts.ts';
import { nameUser, versionUsage } from './version-usage.ts';

/** An event or a command, as the gate compares it with its published schemas. */
export interface GatedContract {
  /** Its event type or command type: the folder of its schemas. */
  readonly type: string;
  readonly version: string;
  readonly schema: PublishedSchema;
  /** The detail-type of an event, which rules match. */
  readonly detailType: string | undefined;
  /** A sentence that names the functions that read it. */
  readers(topology: Topology): string;
}

/** The contracts of a domain. */
export const gatedContracts = ({ contracts, commands }: Pick<Domain, 'contracts' | 'commands'>): readonly GatedContract[] => [
  ...contracts.map(gatedEvent),
  ...commands.map(gatedCommand),
];

const gatedEvent = (contract: EventContract): GatedContract => ({
  type: contract.eventType,
  version: contract.version,
  schema: eventSchema(contract),
  detailType: contract.detailType,
  readers(topology) {
    const consumers = versionUsage(topology, [contract])[0]?.consumers ?? [];
    return sentence(versionedName(contract), 'consumes', 'Consumers', consumers.map(nameUser));
  },
});

const gatedCommand = (contract: CommandContract): GatedContract => ({
  type: contract.commandType,
  version: contract.version,
  schema: commandDocument(contract),
  detailType: undefined,
  readers: (topology) =>
    sentence(
      versionedName({ eventType: contract.commandType, version: contract.version }),
      'handles',
      'Handler',
      commandHandlers(topology, contract).map(nameUser),
    ),
});

const sentence = (name: string, verb: string, noun: string, users: readonly string[]): string =>
  users.length === 0 ? `No function ${verb} ${name} yet.` : `${noun} of ${name}: ${[...new Set(users)].sort().join(', ')}.`;

/** The detail-type of a published schema; `undefined` for a command's. */
export const publishedDetailType = (schema: PublishedSchema): string | undefined => {
  const detailType = schema[DETAIL_TYPE_KEYWORD];
  return detailType === undefined ? undefined : String(detailType);
};
