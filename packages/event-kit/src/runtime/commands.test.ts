import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { commandSchema } from '../command/command.ts';
import { defineCommand, defineFunction } from '../index.ts';
import { implement } from './implement.ts';
import { sender } from './sender.ts';

const SetTable = defineCommand({
  commandType: 'SetTable',
  version: '1.0',
  summary: 'Get a table ready.',
  owner: 'kitchen-team',
  data: z.object({ table: z.int().min(1) }),
  examples: [],
});
const ClearTable = defineCommand({ ...SetTable, commandType: 'ClearTable' });
const serve = defineFunction({ name: 'serve', summary: '', handles: [SetTable, ClearTable] });
const ask = defineFunction({ name: 'ask', summary: '', byHand: true, sends: [SetTable] });
const context = { functionName: 'serve', awsRequestId: 'r-1', getRemainingTimeInMillis: () => 1_000 } as Context;

const message = (body: unknown, messageId = 'm-1') =>
  ({ messageId, body: typeof body === 'string' ? body : JSON.stringify(body), attributes: {} }) as SQSEvent['Records'][number];
const command = (command_type = 'SetTable', data: object = { table: 4 }) => ({
  Metadata: { command_time_iso8601: '2026-11-20T18:30:00Z', command_type, command_version: '1.0', command_id: 'c-1' },
  Data: data,
});

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  };
});

describe('a function that handles commands', () => {
  it('when a batch has several commands, then each is handled by its contract', async () => {
    const each = vi.fn(async () => undefined);
    const handler = implement(serve, () => ({ each }));
    const answer = await handler({ Records: [message(command()), message(command('ClearTable'), 'm-2')] }, context);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(each.mock.calls).toEqual([[command()], [command('ClearTable')]]);
  });

  it('when commands are handled together, then the use case gets the whole batch', async () => {
    const together = vi.fn(async () => undefined);
    const handler = implement(serve, () => ({ each: async () => undefined, together }));
    await handler({ Records: [message(command()), message(command('ClearTable'), 'm-2')] }, context);
    expect(together.mock.calls).toEqual([[[command(), command('ClearTable')]]]);
  });

  it.each([
    ['is not JSON', 'a table, please'],
    ['has no command type', { Data: { table: 4 } }],
    ['is a command of another function', command('PaintTable')],
    ['does not fit its contract', command('SetTable', { table: 0 })],
  ])('when a message %s, then it alone fails, and ends in the dead-letter queue', async (_, body) => {
    const each = vi.fn(async () => undefined);
    const handler = implement(serve, () => ({ each }));
    const answer = await handler({ Records: [message(body, 'bad'), message(command(), 'good')] }, context);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
    expect(each).toHaveBeenCalledExactlyOnceWith(command());
  });
});

describe('a sender', () => {
  const cause = { event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631', correlation_id: 'first' };
  const sending = () => {
    vi.stubEnv('SET_TABLE_QUEUE_URL', 'https://sqs.test/1/set-table');
    const send = vi.fn(async (_: SendMessageCommand) => ({}));
    return { send, port: sender(ask, { client: { send } as unknown as SQSClient, now: () => new Date('2026-11-20T18:30:00Z') }) };
  };

  it('when a command is sent twice for one cause, then it is the same command', async () => {
    const { send, port } = sending();
    await port(SetTable, { table: 4 }, { cause });
    await port(SetTable, { table: 4 }, { cause });
    const bodies = send.mock.calls.map(([{ input }]) => commandSchema(SetTable).parse(JSON.parse(input.MessageBody ?? '')));
    expect(send.mock.calls[0]?.[0].input.QueueUrl).toBe('https://sqs.test/1/set-table');
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]).toMatchObject({ Metadata: { correlation_id: 'first', causation_id: cause.event_id }, Data: { table: 4 } });
  });

  it.each([
    ['does not fit the contract', { table: 0 }, 'SetTable 1.0 was not sent'],
    ['has a misspelt property', { table: 4, colour: 'red' }, 'unknown properties: Data.colour'],
  ])('when the data %s, then nothing is sent', async (_, data, text) => {
    const { send, port } = sending();
    await expect(port(SetTable, data, { cause })).rejects.toMatchObject({ code: 'INVALID_DATA', message: expect.stringContaining(text) });
    expect(send).not.toHaveBeenCalled();
  });

  it('when the manifest does not declare the command, then the error says what to write', async () => {
    const { port } = sending();
    await expect((port as unknown as (...args: unknown[]) => Promise<void>)(ClearTable, { table: 4 }, { cause })).rejects.toThrow(
      'Write sends: [SetTable, ClearTable].',
    );
  });
});
