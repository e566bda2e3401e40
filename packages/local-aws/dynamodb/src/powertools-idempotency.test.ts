import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { systemClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from './testing/dynamodb-stand.ts';

let local: DynamoDbFixture;
beforeEach(async () => {
  const table = { name: 'idempotency', hashKey: 'id', attributes: { id: 'S' }, ttlAttribute: 'expiration' } as const;
  local = await startDynamoDb({ tables: [table], clock: systemClock() });
});
afterEach(() => local.close());

const idempotent = <T extends { readonly order: string }, R>(handler: (event: T) => Promise<R>): ((event: T) => Promise<R>) => {
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName: 'idempotency', awsSdkV3Client: local.client });
  const config = new IdempotencyConfig({ eventKeyJmesPath: 'order', payloadValidationJmesPath: 'total' });
  const run = makeIdempotent(handler as never, { persistenceStore, config }) as unknown as (event: T, context: object) => Promise<R>;
  const context = { getRemainingTimeInMillis: () => 30_000, functionName: 'test' };
  return (event) => run(event, context);
};

describe('Powertools idempotency', () => {
  it('when an event arrives twice, then the handler runs once and both calls return its result', async () => {
    let runs = 0;
    const capture = idempotent(async ({ order }: { order: string; total: number }) => {
      runs += 1;
      return { order, captured: runs };
    });
    const answers = [
      await capture({ order: 'o1', total: 5 }),
      await capture({ order: 'o1', total: 5 }),
      await capture({ order: 'o2', total: 5 }),
    ];
    expect(answers).toEqual([
      { order: 'o1', captured: 1 },
      { order: 'o1', captured: 1 },
      { order: 'o2', captured: 2 },
    ]);
    const { Items } = await local.client.send(new ScanCommand({ TableName: 'idempotency' }));
    expect(Items?.map((item) => item.status?.S)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('when the second event has another payload, then it is refused', async () => {
    const capture = idempotent(async ({ order }: { order: string; total: number }) => ({ order }));
    await capture({ order: 'o1', total: 5 });
    await expect(capture({ order: 'o1', total: 6 })).rejects.toMatchObject({ name: 'IdempotencyValidationError' });
  });

  it('when the first is still running, then the second fails with that error', async () => {
    let finish = (): void => {};
    let started = (): void => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const capture = idempotent(async ({ order }: { order: string; total: number }) => {
      started();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { order };
    });
    const first = capture({ order: 'o1', total: 5 });
    await running;
    await expect(capture({ order: 'o1', total: 5 })).rejects.toMatchObject({ name: 'IdempotencyAlreadyInProgressError' });
    finish();
    expect(await first).toEqual({ order: 'o1' });
  });

  it('when the handler fails, then the next attempt runs it again', async () => {
    let runs = 0;
    const capture = idempotent(async ({ order }: { order: string; total: number }) => {
      runs += 1;
      if (runs === 1) throw new Error('declined');
      return { order, runs };
    });
    await expect(capture({ order: 'o1', total: 5 })).rejects.toThrow('declined');
    expect(await capture({ order: 'o1', total: 5 })).toEqual({ order: 'o1', runs: 2 });
  });
});
