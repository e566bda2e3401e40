import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type VirtualClock, virtualClock } from '../clock/virtual-clock.ts';
import { openStore, type Store } from '../store/store.ts';
import type { BatchResult } from './attempt-batch.ts';
import { consumeStream, type StreamConsumer, type StreamConsumerProps } from './stream-consumer.ts';
import { openStreamPositions } from './stream-positions.ts';
import type { StreamReader, StreamRecord } from './stream-reader.ts';

const ARN = 'arn:aws:dynamodb:eu-west-1:000000000000:table/t/stream/1';

let store: Store;
let clock: VirtualClock;
let records: StreamRecord[];
let watchers: (() => void)[];
let consumer: StreamConsumer | undefined;
/** The batches as keys, such as `1 2 3`. */
let batches: string[];
let discarded: string[];
let result: (keys: readonly string[]) => BatchResult;

beforeEach(() => {
  store = openStore(':memory:');
  clock = virtualClock(Date.UTC(2026, 0, 1), () => consumer?.idle() ?? Promise.resolve());
  records = [];
  watchers = [];
  batches = [];
  discarded = [];
  result = () => 'done';
});
afterEach(async () => {
  await consumer?.stop();
  store.close();
});

const keyOf = ({ dynamodb }: StreamRecord): string => (dynamodb.Keys as { readonly id: string }).id;
const write = (...ids: readonly string[]): void => {
  for (const id of ids) {
    const SequenceNumber = String(records.length + 1).padStart(21, '0');
    const dynamodb = {
      ApproximateCreationDateTime: clock.now() / 1_000,
      Keys: { id },
      SequenceNumber,
      SizeBytes: 1,
      StreamViewType: 'KEYS_ONLY',
    };
    records.push({
      ...{ eventID: id, eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: 'eu-west-1' },
      ...{ dynamodb, eventSourceARN: ARN },
    });
  }
  for (const run of watchers) run();
};
const streams: StreamReader = {
  exists: () => true,
  shardId: () => 'shard',
  read: (_arn, { after, max }) => records.filter(({ dynamodb }) => dynamodb.SequenceNumber > after).slice(0, max),
  latest: () => records.at(-1)?.dynamodb.SequenceNumber ?? '',
  onRecord(_arn, run) {
    watchers.push(run);
    return () => void watchers.splice(watchers.indexOf(run), 1);
  },
};
const begin = async (more: Partial<StreamConsumerProps> = {}): Promise<void> => {
  consumer = consumeStream({
    ...{ name: 'c', streamArn: ARN, startingPosition: 'TRIM_HORIZON', batchSize: 10, windowSeconds: 0 },
    ...{ retriesMax: -1, recordAgeSecondsMax: -1, bisects: false, streams, store, clock },
    positions: openStreamPositions(store),
    random: () => 1,
    onError: (error) => {
      throw error;
    },
    process: async (batch) => {
      const keys = batch.map(keyOf);
      batches.push(keys.join(' '));
      return result(keys);
    },
    discard: (batch, reason, attempts) => void discarded.push(`${batch.map(keyOf).join(' ')} ${reason} ${attempts}`),
    ...more,
  });
  await consumer.idle();
};
const settled = (): Promise<void> => clock.advance({ ms: 0 });

describe('the order of a stream', () => {
  it('when there are records, then they arrive in batches, in order', async () => {
    write('1', '2', '3', '4', '5');
    await begin({ batchSize: 2 });
    expect(batches).toEqual(['1 2', '3 4', '5']);
    write('6');
    await settled();
    expect(batches).toEqual(['1 2', '3 4', '5', '6']);
  });

  it('when it starts at the latest record, then older ones do not arrive', async () => {
    write('1');
    await begin({ startingPosition: 'LATEST' });
    write('2');
    await settled();
    expect(batches).toEqual(['2']);
  });

  it('when it starts again, then it continues where it was', async () => {
    write('1');
    await begin();
    await consumer?.stop();
    write('2');
    await begin();
    expect(batches).toEqual(['1', '2']);
  });

  it('when it is stopped during a batch, then the batch runs again after the restart', async () => {
    const gate = Promise.withResolvers<BatchResult>();
    write('1');
    consumer = undefined;
    const starting = begin({ process: () => gate.promise });
    const stopping = (consumer as StreamConsumer | undefined)?.stop();
    gate.resolve('done');
    await Promise.all([starting, stopping]);
    await begin();
    expect(batches).toEqual(['1']);
  });

  it('when records do not match the filter, then they are skipped', async () => {
    await begin({ matches: (record) => Number(keyOf(record)) % 2 === 1, batchSize: 2 });
    write('1', '2', '3', '4');
    await settled();
    await consumer?.stop();
    await begin();
    expect(batches.join(' ')).toBe('1 3');
  });

  it('when a batch is too large, then it is divided', async () => {
    write('1', '2', '3');
    await begin({ bytesMax: JSON.stringify(records[0]).length * 2 + 10 });
    expect(batches).toEqual(['1 2', '3']);
  });
});

describe('the window', () => {
  it('when there is one, then a batch waits that long to fill, and no longer when it is full', async () => {
    await begin({ windowSeconds: 20, batchSize: 3 });
    write('1');
    await clock.advance({ seconds: 19 });
    write('2');
    await settled();
    expect(batches).toEqual([]);
    await clock.advance({ seconds: 1 });
    expect(batches).toEqual(['1 2']);
    write('3', '4', '5');
    await settled();
    expect(batches).toEqual(['1 2', '3 4 5']);
  });
});

describe('a batch that fails', () => {
  const failing = (...bad: readonly string[]): void => {
    result = (keys) => (keys.some((key) => bad.includes(key)) ? { failedFrom: 0 } : 'done');
  };

  it('when it has retries left, then it holds up the records after it', async () => {
    failing('1');
    write('1', '2');
    await begin({ batchSize: 1 });
    await clock.advance({ seconds: 3 });
    expect(batches).toEqual(['1', '1', '1']);
    failing();
    await clock.advance({ seconds: 10 });
    expect(batches).toEqual(['1', '1', '1', '1', '2']);
  });

  it('when its retries are exhausted, then it is discarded once, and the next batch runs', async () => {
    failing('1');
    write('1', '2', '3');
    await begin({ batchSize: 2, retriesMax: 2 });
    await clock.advance({ minutes: 10 });
    expect(batches).toEqual(['1 2', '1 2', '1 2', '3']);
    expect(discarded).toEqual(['1 2 RetryAttemptsExhausted 3']);
  });

  it('when more records arrive meanwhile, then its retries have the same records', async () => {
    failing('1');
    write('1');
    await begin({ retriesMax: 1 });
    write('2');
    await clock.advance({ minutes: 1 });
    expect(batches).toEqual(['1', '1', '2']);
  });

  it('when the error came before the work, then it does not count', async () => {
    let left = 5;
    result = () => {
      left -= 1;
      return left < 0 ? 'done' : 'notRun';
    };
    write('1');
    await begin({ retriesMax: 0 });
    await clock.advance({ minutes: 5 });
    expect(batches.length).toBe(6);
    expect(discarded).toEqual([]);
  });

  it('when it bisects, then the bad record is isolated, and a split does not count', async () => {
    failing('3');
    write('1', '2', '3', '4');
    await begin({ bisects: true, retriesMax: 0 });
    await clock.advance({ minutes: 10 });
    expect(batches).toEqual(['1 2 3 4', '1 2', '3 4', '3', '4']);
    expect(discarded).toEqual(['3 RetryAttemptsExhausted 1']);
  });

  it('when it names a record, then those before it are done, and it is tried again from there', async () => {
    result = (keys) => (keys.includes('2') ? { failedFrom: keys.indexOf('2') } : 'done');
    write('1', '2', '3');
    await begin({ retriesMax: 1 });
    await clock.advance({ minutes: 10 });
    expect(batches).toEqual(['1 2 3', '2 3']);
    expect(discarded).toEqual(['2 3 RetryAttemptsExhausted 2']);
  });

  it('when records get too old, then they are discarded without another attempt, and younger ones run', async () => {
    failing('1');
    write('1');
    await begin({ recordAgeSecondsMax: 60, batchSize: 1 });
    await clock.advance({ seconds: 50 });
    write('2');
    await clock.advance({ seconds: 60 });
    expect(discarded).toEqual([expect.stringMatching(/^1 RecordAgeExceeded \d+$/)]);
    expect(batches.at(-1)).toBe('2');
  });

  it('when the process is killed between attempts, then the count continues', async () => {
    failing('1');
    write('1');
    await begin({ retriesMax: 1 });
    await consumer?.stop();
    await begin({ retriesMax: 1 });
    expect(batches).toEqual(['1', '1']);
    expect(discarded).toEqual(['1 RetryAttemptsExhausted 2']);
  });
});
