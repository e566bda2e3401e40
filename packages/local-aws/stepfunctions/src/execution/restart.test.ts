import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MachineStand, startMachineStand } from '../testing/machine-stand.ts';

let folder: string;
let copies: number;
const running: MachineStand[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-functions-'));
  copies = 0;
});
afterEach(async () => {
  for (const stand of running.splice(0)) {
    await stand.stop();
    expect(stand.errors).toEqual([]);
  }
  rmSync(folder, { recursive: true });
});

const start = async (file?: string): Promise<MachineStand> => {
  const stand = await startMachineStand(file === undefined ? {} : { file });
  running.push(stand);
  return stand;
};
/** What a process that is killed now would leave: everything that is committed, and nothing else. */
const killed = async (stand: MachineStand): Promise<string> => {
  await stand.store.durable();
  return copyOf(stand);
};
const copyOf = (stand: MachineStand): string => {
  copies += 1;
  const file = join(folder, `killed-${copies}.db`);
  stand.store.prepare('vacuum into ?').run(file);
  return file;
};

describe('after a kill -9', () => {
  it('when an execution was waiting, then it resumes at its time, even if that has passed meanwhile', async () => {
    const stand = await start();
    const definition = {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 60, Next: 'P' }, P: { Type: 'Pass', Parameters: { 'in.$': '$' }, End: true } },
    };
    const executionArn = stand.begin(stand.putMachine(definition, { name: 'm' }), { a: 1 });
    await stand.clock.advance({ seconds: 30 });
    const file = await killed(stand);
    const early = await start(file);
    early.putMachine(definition, { name: 'm' });
    await early.clock.advance({ seconds: 59 });
    expect((await early.describe(executionArn)).status).toBe('RUNNING');
    await early.clock.advance({ seconds: 1 });
    expect(await early.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: { in: { a: 1 } } });

    const late: MachineStand = await startMachineStand({
      file: await killed(stand),
      clock: virtualClock(Date.UTC(2026, 0, 2), () => late.settled()),
    });
    running.push(late);
    await late.settled();
    await late.clock.advance({ ms: 1 });
    expect((await late.describe(executionArn)).status).toBe('SUCCEEDED');
  });

  it('when its machine is no longer deployed, then running executions continue', async () => {
    const stand = await start();
    const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.settled();
    const again = await start(await killed(stand));
    await again.clock.advance({ minutes: 2 });
    expect((await again.describe(executionArn)).status).toBe('SUCCEEDED');
  });

  it('when a token was given out, then it still counts', async () => {
    const stand = await start();
    const queue = stand.sqs.putQueue({ name: 'q' });
    const definition = {
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
          Parameters: { QueueUrl: stand.sqs.queueUrl(queue), 'MessageBody.$': '$$.Task.Token' },
          End: true,
        },
      },
    };
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.settled();
    const [message] = stand.take(queue);
    const again = await start(await killed(stand));
    await again.sfn.send(new SendTaskSuccessCommand({ taskToken: message?.body ?? '', output: '1' }));
    await again.settled();
    expect(await again.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: 1 });
  });

  it('when a retry was due later, then it runs, and the count of attempts continues', async () => {
    const stand = await start();
    const failing = await stand.putFunction('f', 'export const handler = () => { throw new RangeError("no"); };');
    const definition = {
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: failing,
          Retry: [{ ErrorEquals: ['RangeError'], IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 1 }],
          End: true,
        },
      },
    };
    const executionArn = stand.begin(stand.putMachine(definition, { name: 'm' }));
    await stand.clock.advance({ seconds: 90 });
    const again = await start(await killed(stand));
    again.putRole('m-role');
    await again.putFunction('f', 'export const handler = () => { throw new RangeError("no"); };');
    await again.clock.advance({ minutes: 10 });
    expect(await again.describe(executionArn)).toMatchObject({ status: 'FAILED', error: 'RangeError' });
    expect((await again.history(executionArn)).filter(({ type }) => type === 'LambdaFunctionFailed')).toHaveLength(3);
  });

  it('when a Map was in its middle, then every item is processed to its end once', async () => {
    const stand = await start();
    const definition = {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          MaxConcurrency: 3,
          ItemProcessor: {
            StartAt: 'W',
            States: {
              W: { Type: 'Wait', Seconds: 10, Next: 'P' },
              P: { Type: 'Pass', Parameters: { 'v.$': '$', 'i.$': '$$.Map.Item.Index' }, End: true },
            },
          },
          End: true,
        },
      },
    };
    const items = Array.from({ length: 10 }, (_, index) => `item ${index}`);
    const executionArn = stand.begin(stand.putMachine(definition), items);
    let last = stand;
    for (let kill = 0; kill < 4; kill += 1) {
      await last.clock.advance({ seconds: 10 });
      last = await start(await killed(last));
      // The new stand's time begins anew: what is due is due later than before, and still happens.
      await last.settled();
    }
    await last.clock.advance({ hours: 1 });
    expect(await last.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: items.map((v, i) => ({ v, i })) });
    expect((await last.history(executionArn)).filter(({ type }) => type === 'MapIterationSucceeded')).toHaveLength(10);
  });

  it('when a step had been taken but its job was still there, then it is not taken twice', async () => {
    const stand = await start();
    const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.settled();
    const frame = stand.store.prepare('select id, epoch from sfn_frame').get();
    expect(frame?.['epoch']).toBe(1);
    for (const kind of ['stepfunctions.step', 'stepfunctions.call']) stand.jobs.add(kind, { frameId: frame?.['id'], epoch: 0 });
    await stand.settled();
    expect((await stand.describe(executionArn)).status).toBe('RUNNING');
    await stand.clock.advance({ seconds: 60 });
    expect((await stand.history(executionArn)).map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1 ExecutionStarted',
      '2 WaitStateEntered',
      '3 WaitStateExited',
      '4 ExecutionSucceeded',
    ]);
  });

  it('when it is killed at any commit, then the execution ends as it would have', async () => {
    const stand = await start();
    const definition = {
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'A',
              States: { A: { Type: 'Pass', Assign: { v: 1 }, Next: 'B' }, B: { Type: 'Pass', Parameters: { 'v.$': '$v' }, End: true } },
            },
            {
              StartAt: 'M',
              States: {
                M: {
                  Type: 'Map',
                  ItemsPath: '$.list',
                  End: true,
                  ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } },
                },
              },
            },
          ],
          Next: 'Z',
        },
        Z: { Type: 'Succeed' },
      },
    };
    const executionArn = stand.begin(stand.putMachine(definition), { list: [1, 2] });
    const files: string[] = [];
    const copyEveryCommit = (): void => {
      files.push(copyOf(stand));
      if (stand.store.prepare("select id from sfn_execution where status = 'RUNNING'").get() !== undefined)
        stand.store.afterCommit(copyEveryCommit);
    };
    stand.store.afterCommit(copyEveryCommit);
    await stand.settled();
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const again = await start(file);
      await again.settled();
      expect(await again.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: [{ v: 1 }, [1, 2]] });
      expect((await again.history(executionArn)).map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    }
  });
});
