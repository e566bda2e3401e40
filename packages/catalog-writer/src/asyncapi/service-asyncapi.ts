import { commandHandlers, commandSenders } from '@plumbline/contract-gate';
import { type CommandContract, commandQueueName, type EventContract, majorOf } from '@plumbline/event-kit';
import { draft7Command, draft7Schema } from '@plumbline/event-kit/schema';
import type { Service } from '@plumbline/topology';
import { stringify } from 'yaml';
import { type CatalogSource, consumedBy, functionsOf, publishedBy } from '../catalog-source.ts';
import { ONLY_VERSION, titleOf } from '../names.ts';

/** https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
const ASYNCAPI_VERSION = '3.0.0';
/** https://www.asyncapi.com/docs/reference/specification/v3.0.0#multiFormatSchemaObject */
const SCHEMA_FORMAT = 'application/schema+json;version=draft-07';

/**
 * The AsyncAPI document of a service: a channel for each detail-type and for each command's queue, an operation for each event that one of
 * its functions sends or receives, or that reaches one of its queues for manual work, and for each command that it sends or handles.
 *
 * @returns YAML; `undefined` when the service has no events and no commands
 */
export const serviceAsyncApi = (source: CatalogSource, service: Service): string | undefined => {
  const ofFunctions = functionsOf(source, service).flatMap((fn) => {
    const name = source.shortName(fn.name);
    return [
      ...consumedBy(source, fn).map((contract) => ({ action: 'receive', name, contract })),
      ...publishedBy(source, fn).map((contract) => ({ action: 'send', name, contract })),
    ];
  });
  const operations = [...ofFunctions, ...waiting(source, service)];
  const commands = commandOperations(source, service);
  if (operations.length + commands.length === 0) return undefined;
  const ownCommands = [...new Set(commands.map(({ command }) => command))];
  const contracts = [...new Set(operations.map(({ contract }) => contract))].sort((a, b) => (messageId(a) < messageId(b) ? -1 : 1));
  const document = {
    asyncapi: ASYNCAPI_VERSION,
    info: {
      title: titleOf(service.name),
      version: ONLY_VERSION,
      description: service.summary ?? '',
      ...(service.team !== undefined && { contact: { name: service.team } }),
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([
      ...[...Map.groupBy(contracts, ({ detailType }) => detailType)].map(
        ([detailType, group]) =>
          [
            detailType,
            {
              address: detailType,
              description: `Events on the EventBridge bus with detail-type "${detailType}".`,
              messages: Object.fromEntries(
                group.map((contract) => [messageId(contract), { $ref: `#/components/messages/${messageId(contract)}` }]),
              ),
            },
          ] as const,
      ),
      ...ownCommands.map((command) => [commandQueueName(command), commandChannel(command)] as const),
    ]),
    operations: Object.fromEntries([
      ...operations.map(
        ({ action, name, contract }) =>
          [
            `${name}.${action}.${messageId(contract)}`,
            {
              action,
              channel: { $ref: `#/channels/${contract.detailType}` },
              messages: [{ $ref: `#/channels/${contract.detailType}/messages/${messageId(contract)}` }],
            },
          ] as const,
      ),
      ...commands.map(({ action, name, command }) => {
        const channel = `#/channels/${commandQueueName(command)}`;
        const messages = [{ $ref: `${channel}/messages/${commandId(command)}` }];
        return [`${name}.${action}.${commandId(command)}`, { action, channel: { $ref: channel }, messages }] as const;
      }),
    ]),
    components: {
      messages: Object.fromEntries([
        ...contracts.map((contract) => [messageId(contract), message(contract)] as const),
        ...ownCommands.map((command) => [commandId(command), commandMessage(command)] as const),
      ]),
    },
  };
  // Without aliases: some readers do not follow them.
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 });
};

/** The events that reach the service's queues for manual work. */
const waiting = ({ forwards, shortName }: CatalogSource, { name: stack }: Service) =>
  forwards.flatMap(({ end, contracts }) => {
    if (end.kind !== 'queue' || end.queue.stack !== stack) return [];
    return contracts.map((contract) => ({ action: 'receive', name: shortName(end.queue.name), contract }));
  });

/** The commands that the service's functions, workflows and APIs send, and that its functions handle. */
const commandOperations = ({ domains, topology }: CatalogSource, { name: stack }: Service) =>
  domains
    .flatMap(({ commands }) => commands)
    .flatMap((command) => [
      ...commandSenders(topology, command).map(({ name, service }) => ({ action: 'send', name, service, command })),
      ...commandHandlers(topology, command).map(({ name, service }) => ({ action: 'receive', name, service, command })),
    ])
    .filter(({ service }) => service === stack);

const commandId = ({ commandType: eventType, version }: CommandContract): string => messageId({ eventType, version });

/** A queue. @see https://github.com/asyncapi/bindings/blob/master/sqs/README.md */
const commandChannel = (command: CommandContract): object => ({
  address: commandQueueName(command),
  description: `The SQS queue of the command ${command.commandType}, which one function reads.`,
  messages: { [commandId(command)]: { $ref: `#/components/messages/${commandId(command)}` } },
  bindings: { sqs: { queue: { name: commandQueueName(command), fifoQueue: false } } },
});

const commandMessage = (command: CommandContract): object => ({
  name: commandId(command),
  title: `${command.commandType} ${command.version}`,
  summary: command.summary,
  contentType: 'application/json',
  payload: { schemaFormat: SCHEMA_FORMAT, schema: draft7Command(command) },
  examples: command.examples.map(({ name, detail }) => ({ name, payload: detail })),
});

const messageId = ({ eventType, version }: Pick<EventContract, 'eventType' | 'version'>): string => `${eventType}.v${majorOf(version)}`;

const message = (contract: EventContract): object => ({
  // The site links to a message by its name, and finds it by its id.
  name: messageId(contract),
  title: `${contract.eventType} ${contract.version}`,
  summary: contract.summary,
  contentType: 'application/json',
  payload: { schemaFormat: SCHEMA_FORMAT, schema: draft7Schema(contract) },
  examples: contract.examples.map(({ name, detail }) => ({ name, payload: detail })),
});
