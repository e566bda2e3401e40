import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
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

const PATTERN = '{"source":["com.acme"]}';
const BUS_ARN = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';
const createBus = (Name = 'orders') => stand.client.send(new CreateEventBusCommand({ Name }));

describe('archives, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html', () => {
  const create = (more: object = {}) => stand.client.send(new CreateArchiveCommand({ ArchiveName: 'a', EventSourceArn: BUS_ARN, ...more }));
  beforeEach(() => createBus());

  it('when it is created, changed and deleted, then each change is visible', async () => {
    await create({ EventPattern: PATTERN, RetentionDays: 3 });
    await stand.publish('orders');
    const described = () => stand.client.send(new DescribeArchiveCommand({ ArchiveName: 'a' }));
    expect(await described()).toMatchObject({ State: 'ENABLED', EventCount: 1, RetentionDays: 3, EventPattern: PATTERN });
    await stand.client.send(new UpdateArchiveCommand({ ArchiveName: 'a', EventPattern: '{"source":["other"]}' }));
    await stand.publish('orders');
    expect(await described()).toMatchObject({ EventCount: 1, RetentionDays: 3, EventPattern: '{"source":["other"]}' });
    await stand.client.send(new DeleteArchiveCommand({ ArchiveName: 'a' }));
    await expect(described()).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Archive a does not exist.' });
    expect(stand.store.prepare('select id from archived_event').all()).toEqual([]);
  });

  it.each([
    ['there is one', () => create(), 'ResourceAlreadyExistsException', 'Archive a already exists.'],
    [
      'the name is long',
      () => create({ ArchiveName: 'x'.repeat(49) }),
      'ValidationException',
      expect.stringContaining('less than or equal to 48'),
    ],
    [
      'the bus does not exist',
      () => create({ ArchiveName: 'b', EventSourceArn: `${BUS_ARN}-none` }),
      'ResourceNotFoundException',
      'Event bus orders-none does not exist.',
    ],
    ['the pattern is none', () => create({ ArchiveName: 'b', EventPattern: '[' }), 'InvalidEventPatternException', expect.anything()],
    [
      'nothing is changed',
      () => stand.client.send(new UpdateArchiveCommand({ ArchiveName: 'a' })),
      'ValidationException',
      'At least one of EventPattern, RetentionDays or Description must be provided.',
    ],
  ])('when %s, then it is refused', async (_what, send, name, message) => {
    await create();
    await expect(send()).rejects.toMatchObject({ name, message });
  });
});
