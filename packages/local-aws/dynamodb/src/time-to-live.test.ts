import { GetItemCommand, PutItemCommand, ScanCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { type VirtualClock, virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from './testing/dynamodb-stand.ts';

const TABLE = {
  name: 'sessions',
  hashKey: 'id',
  attributes: { id: 'S', user: 'S' },
  globalSecondaryIndexes: [{ name: 'by-user', hashKey: 'user', projection: 'ALL' }],
} as const;

let clock: VirtualClock;
let local: DynamoDbFixture;
beforeEach(async () => {
  clock = virtualClock();
  local = await startDynamoDb({ tables: [{ ...TABLE, ttlAttribute: 'expires' }], clock });
  local.dynamoDb.start();
});
afterEach(() => local.close());

const nowS = (): number => clock.now() / 1_000;
const put = (id: string, expires: object): Promise<unknown> =>
  local.client.send(
    new PutItemCommand({ TableName: 'sessions', Item: { id: { S: id }, user: { S: 'u' }, expires: expires as { N: string } } }),
  );
const ids = async (more: object = {}): Promise<(string | undefined)[]> =>
  ((await local.client.send(new ScanCommand({ TableName: 'sessions', ...more }))).Items ?? []).map((item) => item.id?.S).sort();

describe('TTL', () => {
  it('when an item has expired for a minute, then it is deleted from the table and its indexes', async () => {
    await put('soon', { N: String(nowS() + 10) });
    await put('later', { N: String(nowS() + 3_600) });
    await clock.advance({ seconds: 69 });
    expect(await ids()).toEqual(['later', 'soon']);
    await clock.advance({ seconds: 1 });
    expect(await ids()).toEqual(['later']);
    expect(await ids({ IndexName: 'by-user' })).toEqual(['later']);
    await clock.advance({ hours: 2 });
    expect(await ids()).toEqual([]);
  });

  it('when the attribute is not a whole number, or over five years old, then the item stays', async () => {
    await put('text', { S: String(nowS()) });
    await put('fraction', { N: '1.5' });
    await put('ancient', { N: String(nowS() - 6 * 365 * 86_400) });
    await put('milliseconds', { N: String(clock.now()) });
    await clock.advance({ hours: 48 });
    expect(await ids()).toEqual(['ancient', 'fraction', 'milliseconds', 'text']);
  });

  it('when an item is written again with a later time, then it lives until then', async () => {
    await put('a', { N: String(nowS() + 10) });
    await put('a', { N: String(nowS() + 1_000) });
    await clock.advance({ seconds: 500 });
    expect(await ids()).toEqual(['a']);
    await clock.advance({ seconds: 560 });
    expect(await ids()).toEqual([]);
  });

  it('when more items expire together than one sweep deletes, then all are deleted', async () => {
    const at = { N: String(nowS()) };
    for (let i = 0; i < 1_100; i += 100) await Promise.all(Array.from({ length: 100 }, (_, n) => put(`${i + n}`, at)));
    await clock.advance({ minutes: 2 });
    expect(await ids()).toEqual([]);
  });

  it('when TTL is switched on later, then existing items expire, too', async () => {
    local.dynamoDb.putTable(TABLE);
    await put('a', { N: String(nowS() + 10) });
    await clock.advance({ hours: 1 });
    expect(await ids()).toEqual(['a']);
    await local.client.send(
      new UpdateTimeToLiveCommand({ TableName: 'sessions', TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } }),
    );
    await clock.advance({ ms: 1 });
    expect(await ids()).toEqual([]);
  });

  it('when it is stopped, then nothing expires', async () => {
    await put('a', { N: String(nowS()) });
    local.dynamoDb.stop();
    await clock.advance({ hours: 1 });
    expect((await local.client.send(new GetItemCommand({ TableName: 'sessions', Key: { id: { S: 'a' } } }))).Item).toBeDefined();
  });
});
