import { CreateEventBusCommand, DeleteEventBusCommand, ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiStand, startApiStand } from '../testing/api-stand.ts';

let stand: ApiStand;
beforeEach(async () => {
  stand = await startApiStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const BUS_ARN = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';
const createBus = (Name = 'orders') => stand.client.send(new CreateEventBusCommand({ Name }));

describe('buses, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html', () => {
  it('when a bus is created, then it is listed and accepts events, until it is deleted', async () => {
    expect(await createBus()).toMatchObject({ EventBusArn: BUS_ARN });
    const names = async () => (await stand.client.send(new ListEventBusesCommand({}))).EventBuses?.map(({ Name }) => Name);
    expect(await names()).toEqual(['default', 'orders']);
    await stand.client.send(new DeleteEventBusCommand({ Name: 'orders' }));
    await stand.client.send(new DeleteEventBusCommand({ Name: 'orders' }));
    expect(await names()).toEqual(['default']);
  });

  it.each([
    ['there is one', () => createBus(), 'ResourceAlreadyExistsException', 'Event bus orders already exists.'],
    ['its name has a slash', () => createBus('a/b'), 'ValidationException', "Event bus name must not contain '/'."],
    [
      'its name is none',
      () => createBus('a b'),
      'ValidationException',
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+",
    ],
    [
      'the default bus is deleted',
      () => stand.client.send(new DeleteEventBusCommand({ Name: 'default' })),
      'ValidationException',
      'Cannot delete event bus default.',
    ],
    [
      'it is deleted with rules',
      async () => {
        await stand.putRule('r', { EventBusName: 'orders' });
        await stand.client.send(new DeleteEventBusCommand({ Name: 'orders' }));
      },
      'ValidationException',
      "Event bus orders can't be deleted since it has rules.",
    ],
  ])('when %s, then it is refused', async (_what, send, name, message) => {
    await createBus();
    await expect(send()).rejects.toMatchObject({ name, message });
  });
});
