import { v5 } from 'uuid';
import { kebab } from './words.ts';

/** An event to create. */
export interface NewEvent {
  readonly eventType: string;
  /** The contract workspace's folder. */
  readonly folder: string;
  readonly source: string;
  readonly owner: string;
  /** The property that identifies the subject of the event, such as `order_id`. */
  readonly key: string;
}

/** The reason why a new event may have no consumer. Creating the first consumer removes it. */
export const NEW_EVENT_TERMINAL = 'It is new: no function consumes it yet.';
const terminalLine = `  terminal: '${NEW_EVENT_TERMINAL}',\n`;

/** The text of a contract's file once a function consumes the event. */
export const withoutTerminal = (contract: string): string => contract.replace(terminalLine, '');

/** An event's files, by their path in the repository: the contract, and an example. */
export const eventFiles = (event: NewEvent): ReadonlyMap<string, string> => {
  const { eventType, folder, source, owner, key } = event;
  const file = kebab(eventType);
  const contract = `import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/${file}.json' with { type: 'json' };

export const ${eventType} = defineEvent({
  eventType: '${eventType}',
  detailType: '${file}',
  source: '${source}',
  version: '1.0',
  summary: 'Describe in one sentence what happened.',
  owner: '${owner}',
  data: z.object({
    ${key}: z.string().min(1).max(128).describe('Describe what it identifies.'),
  }),
  examples: [{ name: 'An example', detail: example }],
${terminalLine}});
`;
  return new Map([
    [`${folder}/src/${file}.ts`, contract],
    [`${folder}/examples/${file}.json`, `${JSON.stringify(example(event))}\n`],
  ]);
};

const example = ({ eventType, key }: NewEvent): object => ({
  Metadata: {
    event_time_iso8601: '2026-11-21T09:00:00.000000Z',
    event_type: eventType,
    event_version: '1.0',
    // Derived from the name, so that two examples never share an id.
    event_id: v5(eventType, v5.URL),
  },
  Data: { [key]: '47bd6709-613e-4b05-a938-4ee4eb2f8dac' },
});

/** The line for a contract workspace's index. */
export const exportLine = (eventType: string): string => `export { ${eventType} } from './${kebab(eventType)}.ts';\n`;
