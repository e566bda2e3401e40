import { type EventContract, majorOf } from '@plumbline/event-kit';
import { draft7Schema } from '@plumbline/event-kit/schema';
import type { Service } from '@plumbline/topology';
import { stringify } from 'yaml';
import { type CatalogSource, consumedBy, functionsOf, publishedBy } from '../catalog-source.ts';
import { ONLY_VERSION, titleOf } from '../names.ts';

/** https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
const ASYNCAPI_VERSION = '3.0.0';
/** https://www.asyncapi.com/docs/reference/specification/v3.0.0#multiFormatSchemaObject */
const SCHEMA_FORMAT = 'application/schema+json;version=draft-07';

/**
 * The AsyncAPI document of a service: a channel for each detail-type, an operation for each event that one of its functions sends or
 * receives, or that reaches one of its queues for manual work.
 *
 * @returns YAML; `undefined` when the service has no events
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
  if (operations.length === 0) return undefined;
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
    channels: Object.fromEntries(
      [...Map.groupBy(contracts, ({ detailType }) => detailType)].map(([detailType, group]) => [
        detailType,
        {
          address: detailType,
          description: `Events on the EventBridge bus with detail-type "${detailType}".`,
          messages: Object.fromEntries(
            group.map((contract) => [messageId(contract), { $ref: `#/components/messages/${messageId(contract)}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      operations.map(({ action, name, contract }) => [
        `${name}.${action}.${messageId(contract)}`,
        {
          action,
          channel: { $ref: `#/channels/${contract.detailType}` },
          messages: [{ $ref: `#/channels/${contract.detailType}/messages/${messageId(contract)}` }],
        },
      ]),
    ),
    components: { messages: Object.fromEntries(contracts.map((contract) => [messageId(contract), message(contract)])) },
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

const messageId = ({ eventType, version }: EventContract): string => `${eventType}.v${majorOf(version)}`;

const message = (contract: EventContract): object => ({
  // The site links to a message by its name, and finds it by its id.
  name: messageId(contract),
  title: `${contract.eventType} ${contract.version}`,
  summary: contract.summary,
  contentType: 'application/json',
  payload: { schemaFormat: SCHEMA_FORMAT, schema: draft7Schema(contract) },
  examples: contract.examples.map(({ name, detail }) => ({ name, payload: detail })),
});
