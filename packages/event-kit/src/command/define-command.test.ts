import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandCause, commandSchema } from './command.ts';
import { commandQueueName, commandQueueVariable, defineCommand, poisonQueueName } from './define-command.ts';

const declaration = {
  commandType: 'SetTable',
  version: '1.0',
  summary: 'Get a table ready.',
  owner: 'kitchen-team',
  data: z.object({ table: z.int().min(1) }),
  examples: [],
} as const;
const setTable = (data: object = { table: 4 }, version = '1.0') => ({
  Metadata: {
    command_time_iso8601: '2026-11-20T18:30:00Z',
    command_type: 'SetTable',
    command_version: version,
    command_id: 'c-1',
  },
  Data: data,
});

describe('a command', () => {
  it.each([
    ['SetTable', 'set-table'],
    ['PlaceOrder', 'place-order'],
    ['SendSMSNow', 'send-sms-now'],
    ['Go', 'go'],
  ])('%s travels through the queue %s', (commandType, queue) => {
    expect(commandQueueName({ commandType })).toBe(queue);
    expect(poisonQueueName({ commandType })).toBe(`${queue}-poison`);
    expect(commandQueueVariable({ commandType })).toBe(`${queue.toUpperCase().replaceAll('-', '_')}_QUEUE_URL`);
  });

  it.each([
    ['a name that is not PascalCase', { commandType: 'setTable' }, 'commandType must be PascalCase'],
    ['a version without a minor', { version: '1' }, 'version must be major.minor'],
    ['an owner with spaces', { owner: 'Kitchen team' }, 'owner must be kebab-case'],
    ['a name whose queue is too long', { commandType: `Set${'Very'.repeat(20)}Table` }, 'must have at most'],
    ['an example that does not fit', { examples: [{ name: 'none', detail: setTable({ table: 0 }) }] }, 'example "none" does not fit'],
  ])('with %s is refused', (_, override, message) => {
    expect(() => defineCommand({ ...declaration, ...override })).toThrow(message);
  });

  it.each([
    ['of a newer minor version', setTable({ table: 4, colour: 'red' }, '1.7'), true],
    ['of another major version', setTable({ table: 4 }, '2.0'), false],
    ['of another type', { ...setTable(), Metadata: { ...setTable().Metadata, command_type: 'ClearTable' } }, false],
    ['with data that does not fit', setTable({ table: 'four' }), false],
  ])('%s is read: %s', (_, message, isRead) => {
    expect(commandSchema(defineCommand(declaration)).safeParse(message).success).toBe(isRead);
  });

  it('when it causes an event, then the event follows its id and its first cause', () => {
    const { Metadata } = commandSchema(defineCommand(declaration)).parse(setTable());
    expect(commandCause(Metadata)).toEqual({ event_id: 'c-1', event_time_iso8601: '2026-11-20T18:30:00Z', correlation_id: 'c-1' });
    expect(commandCause({ ...Metadata, correlation_id: 'first' })).toMatchObject({ correlation_id: 'first' });
  });
});
