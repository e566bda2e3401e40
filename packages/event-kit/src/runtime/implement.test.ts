import inputOutputLogger from '@middy/input-output-logger';
import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { TableCleared, TableSet, tableSet } from '../../test/contracts.ts';
import { defineFunction, type EventOf, isEvent, on } from '../index.ts';
import { implement } from './implement.ts';

const both = { name: 'serve', summary: '', consumes: [on(TableSet), on(TableCleared)] } as const;
const serve = defineFunction(both);
const serveMany = defineFunction({ ...both, batching: { size: 10, windowSeconds: 1 } });
const count = defineFunction({ name: 'count', summary: '', byHand: true });
const context = { functionName: 'serve', awsRequestId: 'r-1', getRemainingTimeInMillis: () => 1_000 } as Context;
const idOf = (number: number): string => `0e3c948f-06ec-4a4d-b3db-5aacd2a6363${number}`;
const busEvent = (number: number) => {
  const { Metadata, Data } = tableSet();
  return { id: `e-${number}`, 'detail-type': 'table-set', detail: { Metadata: { ...Metadata, event_id: idOf(number) }, Data } };
};

let log: Record<string, unknown>[];
beforeEach(() => {
  log = [];
  const write = (line: unknown): boolean => {
    for (const text of String(line).trim().split('\n')) log.push(JSON.parse(text) as Record<string, unknown>);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  return () => vi.restoreAllMocks();
});
const linesOf = (message: string) => log.filter((line) => line.message === message);

describe('the log of a use case', () => {
  it('when an event is in hand, then each line begins with level, time and message, and has its ids', async () => {
    await implement(
      serve,
      ({ log }) =>
        async () =>
          log.info('table for two', { seats: 2 }),
    )(busEvent(1), context);
    const [line = {}] = linesOf('table for two');
    expect(line).toMatchObject({ service: 'serve', event_type: 'TableSet', event_id: idOf(1), correlation_id: idOf(1), seats: 2 });
    expect(Object.keys(line).slice(0, 7)).toEqual(['level', 'timestamp', 'message', 'service', 'event_type', 'event_id', 'correlation_id']);
  });

  it('when the events of a batch are worked on side by side, then each line has the ids of its own', async () => {
    const arrived = Promise.withResolvers<void>();
    let waiting = 2;
    const handler = implement(serveMany, ({ log }) => ({
      each: async ({ Metadata }) => {
        waiting -= 1;
        if (waiting === 0) arrived.resolve();
        await arrived.promise;
        log.warn('served', { served: Metadata.event_id });
      },
    }));
    const Records = [1, 2].map((number) => ({ messageId: `m-${number}`, body: JSON.stringify(busEvent(number)), attributes: {} }));
    await handler({ Records } as unknown as SQSEvent, context);
    expect(linesOf('served').map(({ event_id, served }) => [event_id, served])).toEqual(
      [1, 2].map((number) => [idOf(number), idOf(number)]),
    );
  });

  it('when an error is logged, then the line has its message', async () => {
    await implement(
      serve,
      ({ log }) =>
        async () =>
          log.error('no table', new Error('full')),
    )(busEvent(1), context);
    expect(linesOf('no table')).toMatchObject([{ level: 'ERROR', event_id: idOf(1), error: { message: 'full' } }]);
  });
});

describe('a function that consumes several events', () => {
  it('when it asks which one it is, then the compiler knows its data', async () => {
    const SetInRoom = { ...TableSet, eventType: 'TableSet' } as const;
    const roomOf = (event: EventOf<typeof TableSet | typeof TableCleared>): string =>
      isEvent(SetInRoom, event)
        ? `${event.Metadata.event_type satisfies 'TableSet'} ${event.Data.room}`
        : (event.Metadata.event_type satisfies 'TableCleared');
    const rooms: string[] = [];
    await implement(serve, () => async (event) => void rooms.push(roomOf(event)))(busEvent(1), context);
    expect(rooms).toEqual(['TableSet hall']);
  });
});

describe('middleware', () => {
  it('when a Middy middleware is given, then it receives the input and the output', async () => {
    const seen: unknown[] = [];
    const middleware = [inputOutputLogger({ logger: (line: unknown) => void seen.push(line) })];
    const handler = implement(
      count,
      () =>
        async ({ plates }) => ({ washed: plates }),
      { input: z.object({ plates: z.int() }), middleware },
    );
    expect(await handler({ plates: 3 }, context)).toEqual({ washed: 3 });
    expect(seen).toEqual([{ event: { plates: 3 } }, { response: { washed: 3 } }]);
  });

  it('when there are several, then the first is the outermost, and an error passes them all', async () => {
    const order: string[] = [];
    const named = (name: string) => ({
      before: () => void order.push(`${name} before`),
      onError: () => void order.push(`${name} error`),
    });
    const handler = implement(serve, () => () => Promise.reject(new Error('on fire')), { middleware: [named('outer'), named('inner')] });
    await expect(handler(busEvent(1), context)).rejects.toThrow('on fire');
    expect(order).toEqual(['outer before', 'inner before', 'inner error', 'outer error']);
  });
});

describe('a function that takes no input', () => {
  it('when it is invoked with some, then it is refused, since it would be ignored', async () => {
    const handler = implement(count, () => async () => 'done');
    expect(await handler(null, context)).toBe('done');
    await expect(handler({ plates: 3 }, context)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('plates'),
    });
  });
});
