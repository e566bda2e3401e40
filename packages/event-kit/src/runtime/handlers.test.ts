import type { APIGatewayProxyEvent, Context, SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { parsedTableSet, TableCleared, TableSet, tableSet } from '../../test/contracts.ts';
import { defineBucket, defineFunction, on } from '../index.ts';
import { implement } from './implement.ts';

const serve = defineFunction({ name: 'serve', summary: '', consumes: [on(TableSet)] });
const serveMany = defineFunction({ name: 'serve', summary: '', consumes: [on(TableSet)], batching: { size: 10, windowSeconds: 1 } });
const photos = defineBucket({ name: 'menu-photos', expireAfterDays: 30 });
const door = defineFunction({ name: 'serve', summary: '', endpoint: { bucket: photos, path: 'serve' }, timeoutSeconds: 4 });
const context = {
  functionName: 'serve',
  awsRequestId: 'r-1',
  memoryLimitInMB: '128',
  invokedFunctionArn: 'arn',
  getRemainingTimeInMillis: () => 1_000,
} as Context;
const busEvent = (detail: unknown, detailType = 'table-set') => ({ id: 'e-1', 'detail-type': detailType, detail });

/** What the handlers write to their log, line by line. */
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

describe('a function that events invoke', () => {
  it('when the event fits its contract, then the use case gets it, and the log has its ids', async () => {
    const useCase = vi.fn(async () => undefined);
    await implement(serve, () => useCase)(busEvent(tableSet({ colour: 'red' })), context);
    expect(useCase).toHaveBeenCalledWith(parsedTableSet(), context);
    expect(log.at(-1)).toMatchObject({
      level: 'INFO',
      message: 'handled',
      event_type: 'TableSet',
      event_id: tableSet().Metadata.event_id,
      correlation_id: tableSet().Metadata.event_id,
    });
  });

  it('when the event does not fit, then it throws an error with the path and the reason, so that Lambda retries and dead-letters', async () => {
    await expect(implement(serve, () => async () => undefined)(busEvent(tableSet({ room: 'cellar' })), context)).rejects.toMatchObject({
      code: 'INVALID_EVENT',
      retryable: false,
      message: expect.stringMatching(/event e-1[\s\S]*room/),
    });
    expect(log.at(-1)).toMatchObject({ level: 'ERROR', message: 'failed' });
  });

  it('when the event is of another type, then it says that the manifest does not consume it', async () => {
    await expect(implement(serve, () => async () => undefined)(busEvent({}, 'table-cleared'), context)).rejects.toMatchObject({
      code: 'UNEXPECTED_EVENT',
    });
  });

  it('when the use case throws, then the handler throws the same', async () => {
    const failure = new Error('the kitchen is on fire');
    await expect(implement(serve, () => () => Promise.reject(failure))(busEvent(tableSet()), context)).rejects.toBe(failure);
  });

  it('when a function consumes two events, then the use case can tell them apart', async () => {
    const both = defineFunction({ name: 'both', summary: '', consumes: [on(TableSet), on(TableCleared)] });
    const seen: string[] = [];
    const handler = implement(both, () => async (event) => {
      seen.push(event.Metadata.event_type);
    });
    await handler(busEvent(tableSet()), context);
    const cleared = { ...tableSet(), Metadata: { ...tableSet().Metadata, event_type: 'TableCleared', event_version: '2.0' } };
    await handler(busEvent(cleared, 'table-cleared'), context);
    expect(seen).toEqual(['TableSet', 'TableCleared']);
  });
});

const record = (messageId: string, body: string) => ({
  messageId,
  body,
  attributes: { AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8' },
});

describe('a function that takes batches', () => {
  it('when some messages of a batch fail, then only those are reported', async () => {
    const each = async (event: { Data: { table: number } }): Promise<void> => {
      if (event.Data.table === 13) throw new Error('unlucky');
    };
    const handler = implement(serveMany, () => ({ each }));
    const batch = {
      Records: [
        record('a', JSON.stringify(busEvent(tableSet()))),
        record('b', JSON.stringify(busEvent(tableSet({ table: 13 })))),
        record('c', 'not json'),
      ],
    };
    const { batchItemFailures } = await handler(batch as unknown as SQSEvent, context);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['b', 'c']);
  });

  it('when a message has a trace, then the use case gets its id, and the event as it came', async () => {
    const useCase = vi.fn(async () => undefined);
    await implement(serveMany, () => ({ each: useCase }))(
      { Records: [record('a', JSON.stringify(busEvent(tableSet({ colour: 'red' }))))] } as unknown as SQSEvent,
      context,
    );
    expect(useCase).toHaveBeenCalledWith(parsedTableSet(), {
      traceId: '1-5759e988-bd862e3fe1be46a994272793',
      detail: tableSet({ colour: 'red' }),
    });
  });
});

describe('a function whose use case takes whole batches', () => {
  const two = {
    Records: [record('a', JSON.stringify(busEvent(tableSet()))), record('b', JSON.stringify(busEvent(tableSet({ table: 5 }))))],
  } as unknown as SQSEvent;

  it('when the batch succeeds together, then no event is handled by itself', async () => {
    const each = vi.fn(async () => undefined);
    const together = vi.fn(async () => undefined);
    expect(await implement(serveMany, () => ({ each, together }))(two, context)).toEqual({ batchItemFailures: [] });
    expect(together).toHaveBeenCalledWith([
      [parsedTableSet(), expect.anything()],
      [parsedTableSet({ table: 5 }), expect.anything()],
    ]);
    expect(each).not.toHaveBeenCalled();
  });

  it.each([
    ['fails together', two],
    ['has an event that cannot be read', { Records: [...two.Records, record('c', '{')] } as unknown as SQSEvent],
  ])('when the batch %s, then every event gets its own chance', async (_, batch) => {
    const each = vi.fn(async () => undefined);
    const { batchItemFailures } = await implement(serveMany, () => ({ each, together: () => Promise.reject(new Error('conflict')) }))(
      batch,
      context,
    );
    expect(each).toHaveBeenCalledTimes(2);
    expect(batchItemFailures).toEqual(batch.Records.length === 3 ? [{ itemIdentifier: 'c' }] : []);
  });
});

describe('the metric of deliveries', () => {
  const counted = () =>
    log
      .filter((line) => '_aws' in line)
      .map(({ service, event_type, event_version, Deliveries }) => [service, event_type, event_version, Deliveries]);

  it('when an event comes, then it is counted for the consumer and the version, in CloudWatch’s embedded metric format', async () => {
    await implement(serve, () => async () => undefined)(busEvent(tableSet()), context);
    expect(counted()).toEqual([['serve', 'TableSet', '1.0', 1]]);
    expect(log.find((line) => '_aws' in line)).toMatchObject({
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'Plumbline',
            Dimensions: [['service', 'event_type', 'event_version']],
            Metrics: [{ Name: 'Deliveries', Unit: 'Count' }],
          },
        ],
      },
    });
  });

  it('when the use case fails, then the delivery is counted all the same', async () => {
    await expect(implement(serve, () => () => Promise.reject(new Error('on fire')))(busEvent(tableSet()), context)).rejects.toThrow();
    expect(counted()).toEqual([['serve', 'TableSet', '1.0', 1]]);
  });

  it('when a batch comes, then each version is counted once for all of its events, although they are handled one by one', async () => {
    const newer = { ...tableSet(), Metadata: { ...tableSet().Metadata, event_version: '1.4' } };
    const bodies = [tableSet(), newer, tableSet()].map((detail) => JSON.stringify(busEvent(detail)));
    const batch = { Records: [...bodies, 'not json'].map((body, index) => record(String(index), body)) } as unknown as SQSEvent;
    await implement(serveMany, () => ({ each: async () => undefined, together: () => Promise.reject(new Error('conflict')) }))(
      batch,
      context,
    );
    expect(counted()).toEqual([
      ['serve', 'TableSet', '1.0', 2],
      ['serve', 'TableSet', '1.4', 1],
    ]);
  });

  it('when the event has no version, then it is not counted', async () => {
    await expect(implement(serve, () => async () => undefined)(busEvent({ Data: {} }), context)).rejects.toMatchObject({
      code: 'INVALID_EVENT',
    });
    expect(counted()).toEqual([]);
  });
});

describe('a function behind API Gateway', () => {
  const request = (body: string | null) => ({ body }) as APIGatewayProxyEvent;

  it('when the use case answers, then its status and body are the response', async () => {
    const handler = implement(door, () => async (body) => ({ status: 202, body: { got: body } }));
    expect(await handler(request('{"a":1}'), context)).toMatchObject({ statusCode: 202, body: '{"got":{"a":1}}' });
  });

  it.each([null, '', '{'])('when the body is %j, then it answers 400, which is not retried', async (body) => {
    expect(await implement(door, () => async () => ({ status: 200, body: {} }))(request(body), context)).toMatchObject({ statusCode: 400 });
  });

  it('when the use case throws, then it answers 503, which is retried, and logs the error', async () => {
    expect(await implement(door, () => () => Promise.reject(new Error('boom')))(request('{}'), context)).toMatchObject({ statusCode: 503 });
    expect(log).toContainEqual(expect.objectContaining({ level: 'ERROR', error: expect.objectContaining({ message: 'boom' }) }));
  });
});

describe('a function that is invoked directly', () => {
  const wash = defineFunction({ name: 'wash', summary: '', byHand: true });
  const handler = implement(
    wash,
    () =>
      async ({ plates }) => ({ washed: plates }),
    {
      input: z.object({ plates: z.int().min(1).default(5) }),
    },
  );

  it.each([
    [{ plates: 2 }, 2],
    [{}, 5],
    [null, 5],
  ])('when it is invoked with %j, then it answers what the use case answers', async (payload, washed) => {
    expect(await handler(payload, context)).toEqual({ washed });
  });

  it('when its input is invalid, then the error and the log have the reason', async () => {
    await expect(handler({ plates: 'all' }, context)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/wash rejects this input: .*plates/s),
    });
    expect(log.at(-1)).toMatchObject({ level: 'ERROR', message: 'failed' });
  });
});
