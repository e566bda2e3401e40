import { type Domain, readContracts } from '@plumbline/contract-gate';
import { commandSchema, majorOf, wireSchema } from '@plumbline/event-kit';
import { isObject } from '@plumbline/eventbridge';
import { z } from 'zod';
import { ROOT } from '../root.ts';
import { eventOf } from './redrive-history.ts';

/** The contract of the event or command in a dead letter. */
export interface LetterContract {
  /** Such as `PlaceOrder v1`. */
  readonly name: string;
  /** Why the text does not fit the contract; `undefined` when it fits. */
  complaint(text: string): string | undefined;
}

/** Finds the contracts of dead letters by their texts. */
export type FindContract = (text: string) => LetterContract | undefined;

/** Reads the repository's contracts. */
export const letterContracts = async (): Promise<FindContract> => {
  const domains = await readContracts(ROOT);
  return (text) => contractOf(domains, text);
};

const text = z.string();
const eventMetadata = z.looseObject({ event_type: text, event_version: text });
const commandMetadata = z.looseObject({ command_type: text, command_version: text });

const contractOf = (domains: readonly Domain[], body: string): LetterContract | undefined => {
  const message = eventOf(body);
  const event = eventMetadata.safeParse(isObject(message?.detail) ? message.detail.Metadata : undefined).data;
  const sameMajor = (version: string, other: string): boolean => majorOf(version) === majorOf(other);
  if (event !== undefined) {
    const contract = domains
      .flatMap(({ contracts }) => contracts)
      .find(({ eventType, version }) => eventType === event.event_type && sameMajor(version, event.event_version));
    return (
      contract &&
      letterContract(contract.eventType, contract.version, wireSchema(contract), (read) => (isObject(read) ? read.detail : read))
    );
  }
  const command = commandMetadata.safeParse(message?.Metadata).data;
  const contract = domains
    .flatMap(({ commands }) => commands)
    .find(({ commandType, version }) => commandType === command?.command_type && sameMajor(version, command.command_version));
  return contract && letterContract(contract.commandType, contract.version, commandSchema(contract), (read) => read);
};

const letterContract = (
  type: string,
  version: string,
  schema: z.ZodType,
  part: (read: ReturnType<typeof eventOf>) => unknown,
): LetterContract => ({
  name: `${type} v${majorOf(version)}`,
  complaint(body) {
    const result = schema.safeParse(part(eventOf(body)));
    return result.success ? undefined : z.prettifyError(result.error);
  },
});
