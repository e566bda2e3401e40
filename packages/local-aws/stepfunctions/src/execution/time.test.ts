import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MachineStand, startMachineStand } from '../testing/machine-stand.ts';

let stand: MachineStand;

beforeEach(async () => {
  stand = await startMachineStand();
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const wait = (fields: object, more: object = {}): object => ({
  StartAt: 'S',
  States: { S: { Type: 'Wait', End: true, ...fields } },
  ...more,
});
const DAY = 24;
const begin = (definition: object, input = {}): string => {
  return stand.begin(stand.putMachine(definition), input);
};
const status = async (executionArn: string) => (await stand.describe(executionArn)).status;

describe('a Wait state', () => {
  it.each<readonly [rule: string, fields: object, seconds: number]>([
    ['seconds', { Seconds: 90 }, 90],
    ['seconds from the input', { SecondsPath: '$.seconds' }, 120],
    ['a timestamp', { Timestamp: '2026-01-01T00:01:30Z' }, 90],
    ['a timestamp from the input', { TimestampPath: '$.at' }, 180],
  ])('when it waits for %s, then it continues at that moment and not before', async (_, fields, seconds) => {
    const executionArn = begin(wait(fields), { seconds: 120, at: '2026-01-01T00:03:00Z' });
    await stand.clock.advance({ ms: seconds * 1_000 - 1 });
    expect(await status(executionArn)).toBe('RUNNING');
    await stand.clock.advance({ ms: 1 });
    expect(await status(executionArn)).toBe('SUCCEEDED');
  });

  it('when its time is an expression, then that decides', async () => {
    const executionArn = begin(wait({ Seconds: '{% $states.input.seconds * 2 %}' }, { QueryLanguage: 'JSONata' }), { seconds: 30 });
    await stand.clock.advance({ seconds: 59 });
    expect(await status(executionArn)).toBe('RUNNING');
    await stand.clock.advance({ seconds: 1 });
    expect(await status(executionArn)).toBe('SUCCEEDED');
  });

  it('when its timestamp has passed, then it does not wait', async () => {
    expect(await stand.run(wait({ Timestamp: '2001-01-01T00:00:00Z' }))).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('when it waits for the most of a year, then the test takes milliseconds', async () => {
    const executionArn = begin(wait({ Seconds: 364 * 86_400 }));
    await stand.clock.advance({ hours: 364 * DAY });
    expect(await status(executionArn)).toBe('SUCCEEDED');
  });

  it('when a thousand wait in a chain, then each takes its time', async () => {
    const states = Array.from({ length: 1_000 }, (_, index) => [
      `W${index}`,
      { Type: 'Wait', Seconds: 60, ...(index === 999 ? { End: true } : { Next: `W${index + 1}` }) },
    ]);
    const executionArn = stand.begin(stand.putMachine({ StartAt: 'W0', States: Object.fromEntries(states) }));
    await stand.clock.advance({ minutes: 999, seconds: 59 });
    expect(await status(executionArn)).toBe('RUNNING');
    await stand.clock.advance({ seconds: 1 });
    expect(await status(executionArn)).toBe('SUCCEEDED');
  });
});

describe('the time of an execution', () => {
  it('when TimeoutSeconds have passed, then it is over, whatever runs', async () => {
    const definition = {
      ...{ StartAt: 'P', TimeoutSeconds: 60 },
      States: {
        P: {
          Type: 'Parallel',
          End: true,
          Branches: [wait({ Seconds: 100 }), { StartAt: 'T', States: { T: { Type: 'Wait', Seconds: 200, End: true } } }],
        },
      },
    };
    const executionArn = begin(definition);
    await stand.clock.advance({ seconds: 59 });
    expect(await status(executionArn)).toBe('RUNNING');
    await stand.clock.advance({ seconds: 1 });
    expect(await status(executionArn)).toBe('TIMED_OUT');
    expect((await stand.history(executionArn)).at(-1)).toMatchObject({ type: 'ExecutionTimedOut', previousEventId: 3 });
    await stand.clock.advance({ hours: 1 });
    expect(stand.store.prepare('select id from sfn_frame union all select id from job').all()).toEqual([]);
  });

  it('when a standard execution has run for a year, then it is over', async () => {
    const definition = {
      StartAt: 'A',
      States: { A: { Type: 'Wait', Seconds: 200 * 86_400, Next: 'B' }, B: { Type: 'Wait', Seconds: 200 * 86_400, End: true } },
    };
    const executionArn = begin(definition);
    await stand.clock.advance({ hours: 366 * DAY });
    expect(await status(executionArn)).toBe('TIMED_OUT');
  });

  it('when it loops endlessly, then the limit of 25,000 history events ends it', async () => {
    const again = { Type: 'Choice', Choices: [{ Variable: '$.end', IsPresent: true, Next: 'C' }], Default: 'A' };
    const definition = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: again, C: { Type: 'Succeed' } } };
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.settled();
    expect(await stand.describe(executionArn)).toEqual({
      ...{ status: 'FAILED', error: 'States.Runtime' },
      cause: 'The execution reached the maximum number of history events (25000).',
    });
  });
});

describe('idle', () => {
  it('when an execution can go on without time passing, then it is not idle before its end', async () => {
    const definition = {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          End: true,
          ItemProcessor: { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', End: true } } },
        },
      },
    };
    const arns = Array.from({ length: 5 }, () =>
      stand.begin(
        stand.putMachine(definition),
        Array.from({ length: 50 }, (_, index) => index),
      ),
    );
    await stand.settled();
    expect(await Promise.all(arns.map(status))).toEqual(arns.map(() => 'SUCCEEDED'));
  });
});
