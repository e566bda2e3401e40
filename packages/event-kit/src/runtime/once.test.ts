import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { TableSet, tableSet } from '../../test/contracts.ts';
import { defineFunction, type EventOf, idempotencyTable, on } from '../index.ts';
import { implement } from './implement.ts';
import type { Once } from './once.ts';

type Item = NonNullable<PutItemCommand['input']['Item']>;

/** As much of DynamoDB as Powertools' idempotency asks: a put that only succeeds when nothing is remembered. */
const memory = () => {
  const items = new Map<string, Item>();
  const idOf = (key: Item | undefined): string => key?.id?.S ?? '';
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof PutItemCommand) {
      const { Item = {} } = command.input;
      const there = items.get(idOf(Item));
      if (there !== undefined) throw new ConditionalCheckFailedException({ message: 'it is remembered', $metadata: {}, Item: there });
      items.set(idOf(Item), Item);
    } else if (command instanceof UpdateItemCommand) {
      const { Key, ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = command.input;
      const set = [...(command.input.UpdateExpression ?? '').matchAll(/(#\w+) = (:\w+)/g)];
      const changes = Object.fromEntries(set.map(([, name = '', value = '']) => [names[name] ?? '', values[value] ?? { NULL: true }]));
      items.set(idOf(Key), { ...items.get(idOf(Key)), ...changes } as Item);
    } else if (command instanceof DeleteItemCommand) items.delete(idOf(command.input.Key));
    return {};
  };
  const client = new DynamoDBClient({ region: 'eu-west-1' });
  vi.spyOn(client, 'send').mockImplementation(send as never);
  return { items, client };
};

const serve = defineFunction({
  name: 'serve',
  summary: '',
  consumes: [on(TableSet)],
  idempotency: { table: idempotencyTable({ name: 'serve-memory' }) },
});
const context = { awsRequestId: 'r-1', getRemainingTimeInMillis: () => 10_000 } as Context;
const busEvent = (table = 4) => ({ id: 'e-1', 'detail-type': 'table-set', detail: tableSet({ table }) });

beforeEach(() => {
  vi.stubEnv('SERVE_MEMORY_TABLE', 'plumbline-dev-serve-memory');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  };
});

/** A function that runs its work once for each table, and records the results. */
const served = <Output extends object | undefined>(work: () => Promise<Output>) => {
  const { client, items } = memory();
  const answers: unknown[] = [];
  const handler = implement(serve, ({ once }) => {
    const run = once({ key: ({ Data }: EventOf<typeof TableSet>) => ({ table: String(Data.table) }), work, client });
    return async (event) => void answers.push(await run(event));
  });
  return { handler, answers, items };
};

describe('once', () => {
  it('when an event comes again, then the work is not done again, and its answer says that it is repeated', async () => {
    const work = vi.fn(async () => ({ seat: 7 }));
    const { handler, answers } = served(work);
    await handler(busEvent(), context);
    await handler(busEvent(), context);
    expect(work).toHaveBeenCalledTimes(1);
    expect(answers).toEqual([{ seat: 7 }, { seat: 7, repeated: true }]);
  });

  it('when the key is another, then the work is done', async () => {
    const work = vi.fn(async () => ({ seat: 7 }));
    const { handler } = served(work);
    await handler(busEvent(4), context);
    await handler(busEvent(5), context);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('when the work answers nothing, then it is done once all the same', async () => {
    const work = vi.fn(async () => undefined);
    const { handler, answers } = served(work);
    await handler(busEvent(), context);
    await handler(busEvent(), context);
    expect(work).toHaveBeenCalledTimes(1);
    expect(answers).toEqual([undefined, undefined]);
  });

  it('when the work throws, then nothing is remembered, and the next delivery does it', async () => {
    const work = vi.fn(async () => ({ seat: 7 }));
    work.mockRejectedValueOnce(new Error('the kitchen is on fire'));
    const { handler, answers, items } = served(work);
    await expect(handler(busEvent(), context)).rejects.toThrow('on fire');
    expect(items.size).toBe(0);
    await handler(busEvent(), context);
    expect(answers).toEqual([{ seat: 7 }]);
  });

  it('when another delivery is at work, then this one fails, so that it is tried again', async () => {
    const inside = Promise.withResolvers<{ seat: number }>();
    const started = Promise.withResolvers<void>();
    const { handler } = served(() => {
      started.resolve();
      return inside.promise;
    });
    const first = handler(busEvent(), context);
    await started.promise;
    await expect(handler(busEvent(), context)).rejects.toMatchObject({ name: 'IdempotencyAlreadyInProgressError' });
    inside.resolve({ seat: 7 });
    await first;
  });

  it('its answer has the type of the work, and may say that it is repeated', () => {
    const typed = (once: Once) => ({
      some: once({ key: () => ({}), work: async () => ({ seat: 7 }) }),
      none: once({ key: () => ({}), work: async (): Promise<void> => undefined }),
    });
    expectTypeOf<ReturnType<ReturnType<typeof typed>['some']>>().toEqualTypeOf<Promise<{ seat: number } & { readonly repeated?: true }>>();
    expectTypeOf<ReturnType<ReturnType<typeof typed>['none']>>().toEqualTypeOf<Promise<void>>();
  });
});
