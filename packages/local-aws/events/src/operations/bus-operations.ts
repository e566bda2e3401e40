import { AwsError, arnOf, page } from '@plumbline/local-aws-kernel';
import { DEFAULT_BUS, type EventBus } from '../event-buses.ts';
import { BUS_NAME, checkTexts, validationError } from '../request-check.ts';
import { type EventsContext, everything, operation } from './operation.ts';

interface Input {
  readonly Name?: string;
  readonly Description?: string;
  readonly EventSourceName?: string;
  readonly NamePrefix?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

export const busOperations = ({ account, buses, resources }: EventsContext) => {
  const arnOfInput = ({ Name = DEFAULT_BUS }: Input): string =>
    Name.startsWith('arn:') ? Name : arnOf(account, 'events', `event-bus/${Name}`);
  return {
    ...operation<Input>('CreateEventBus', arnOfInput, ({ Name = '', Description, EventSourceName }) => {
      checkTexts({ name: [Name, BUS_NAME] });
      if (EventSourceName !== undefined) validationError('local-aws has no partner event sources. Create the bus without EventSourceName.');
      if (Name.includes('/')) validationError("Event bus name must not contain '/'.");
      if (buses.find(Name) !== undefined) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
      const { arn } = resources.change.bus({ name: Name, ...(Description !== undefined && { description: Description }) });
      return { EventBusArn: arn, ...(Description !== undefined && { Description }) };
    }),
    ...operation<Input>('DeleteEventBus', arnOfInput, ({ Name = '' }) => {
      checkTexts({ name: [Name, BUS_NAME] });
      if (Name === DEFAULT_BUS) validationError('Cannot delete event bus default.');
      const bus = buses.find(Name);
      // As on AWS, deleting a missing bus succeeds.
      if (bus === undefined) return;
      // The message is not recorded; AWS documents that the rules must be deleted first.
      if (bus.rules.size > 0) validationError(`Event bus ${bus.name} can't be deleted since it has rules.`);
      resources.remove.bus(bus.name);
    }),
    ...operation<Input>('DescribeEventBus', arnOfInput, ({ Name = DEFAULT_BUS }) => busAnswer(buses.get(Name))),
    ...operation<Input>('ListEventBuses', everything, (input) => {
      const { items, ...next } = page(buses.all(), ({ name }) => name, input);
      return { EventBuses: items.map(busAnswer), ...next };
    }),
  };
};

const busAnswer = ({ name, arn, description }: EventBus) => ({
  Name: name,
  Arn: arn,
  ...(description !== undefined && { Description: description }),
});
