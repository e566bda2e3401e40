import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type VirtualClock, virtualClock } from '../clock/virtual-clock.ts';
import type { JobOutcome } from './job-table.ts';
import { type Jobs, openJobs } from './jobs.ts';
import { openStore, type Store } from './store.ts';

let folder: string;
let store: Store;
let clock: VirtualClock;
let jobs: Jobs;
let errors: unknown[];
let ran: string[];

const open = (): void => {
  store = openStore(join(folder, 'state.db'));
  clock = virtualClock(0, () => jobs.idle());
  jobs = openJobs(store, clock, (error) => errors.push(error));
};
const reopen = (): void => {
  store.close();
  open();
};
const handle = (kind = 'note', run = async (_text: string): Promise<JobOutcome<string>> => undefined): void =>
  jobs.handle<string>(kind, async (text) => {
    ran.push(text);
    return run(text);
  });
const stored = (): number => store.prepare('select id from job').all().length;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobs-'));
  errors = [];
  ran = [];
  open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

describe('jobs', () => {
  it('when a job is added, then it starts after the commit and is deleted when it is done', async () => {
    handle();
    jobs.start();
    jobs.add('note', 'a');
    expect(ran).toEqual([]);
    await jobs.idle();
    expect(ran).toEqual(['a']);
    expect(stored()).toBe(0);
  });

  it('when the write around it is undone, then it never runs', async () => {
    handle();
    jobs.start();
    expect(() =>
      store.write(() => {
        jobs.add('note', 'a');
        throw new Error('undo');
      }),
    ).toThrow('undo');
    await clock.advance({ hours: 1 });
    expect(ran).toEqual([]);
    expect(stored()).toBe(0);
  });

  it('when it is due later, then it waits for its time', async () => {
    handle();
    jobs.start();
    jobs.add('note', 'later', 5_000);
    jobs.add('note', 'sooner', 1_000);
    await clock.advance({ ms: 999 });
    expect(ran).toEqual([]);
    await clock.advance({ seconds: 10 });
    expect(ran).toEqual(['sooner', 'later']);
  });

  it('when it requests another run, then it runs at that time with the new payload', async () => {
    const times: number[] = [];
    handle('note', async (text) => {
      times.push(clock.now());
      return text.length < 3 ? { retryAtMs: clock.now() + 60_000, payload: `${text}!` } : undefined;
    });
    jobs.start();
    jobs.add('note', 'a');
    await clock.advance({ minutes: 1 });
    expect(stored()).toBe(1);
    await clock.advance({ minutes: 5 });
    expect(ran).toEqual(['a', 'a!', 'a!!']);
    expect(times).toEqual([0, 60_000, 120_000]);
    expect(stored()).toBe(0);
  });

  it('when a job adds another one, then idle waits for both', async () => {
    handle();
    handle('first', async () => {
      jobs.add('note', 'second');
      return undefined;
    });
    jobs.start();
    jobs.add('first', 'first');
    await jobs.idle();
    expect(ran).toEqual(['first', 'second']);
  });
});

describe('jobs over restarts', () => {
  it('when the process ends before a job ran, then the next one runs it', async () => {
    jobs.add('note', 'due');
    jobs.add('note', 'later', 60_000);
    await store.durable();
    reopen();
    handle();
    jobs.start();
    await jobs.idle();
    expect(ran).toEqual(['due']);
    await clock.advance({ minutes: 1 });
    expect(ran).toEqual(['due', 'later']);
    expect(stored()).toBe(0);
  });

  it('when the process ends while a job waits for its retry, then the next process resumes it with the new payload', async () => {
    handle('note', async () => ({ retryAtMs: 60_000, payload: 'again' }));
    jobs.start();
    jobs.add('note', 'first');
    await jobs.idle();
    await jobs.stop();
    reopen();
    handle();
    jobs.start();
    await clock.advance({ minutes: 1 });
    expect(ran).toEqual(['first', 'again']);
    expect(stored()).toBe(0);
  });

  it('when it starts while an added job is not committed yet, then that job runs once, after the commit', async () => {
    handle();
    jobs.add('note', 'a');
    jobs.start();
    expect(ran).toEqual([]);
    await jobs.idle();
    await jobs.idle();
    expect(ran).toEqual(['a']);
    expect(stored()).toBe(0);
  });

  it('when it stops, then it waits for the running job and starts no further one', async () => {
    let finish = (): void => undefined;
    handle('slow', () => new Promise((resolve) => (finish = () => resolve(undefined))));
    handle();
    jobs.start();
    jobs.add('slow', 'slow');
    jobs.add('note', 'later', 1_000);
    await store.durable();
    let stopped = false;
    const stopping = jobs.stop().then(() => (stopped = true));
    jobs.add('note', 'after the stop');
    await store.durable();
    expect(ran).toEqual(['slow']);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(ran).toEqual(['slow']);
    expect(stored()).toBe(2);
  });
});

describe('jobs that fail', () => {
  it('when their kind has no handler, then the error reports it and they stay for a process that has one', async () => {
    jobs.start();
    jobs.add('note', 'a');
    await jobs.idle();
    expect(errors).toMatchObject([{ message: 'No handler for jobs of kind "note" (job 1); it stays in the store.' }]);
    reopen();
    handle();
    jobs.start();
    await jobs.idle();
    expect(ran).toEqual(['a']);
    expect(stored()).toBe(0);
  });

  it('when a handler throws, then the error is reported, the job stays and the others continue', async () => {
    handle('note', async (text) => {
      if (text === 'bad') throw new Error('broken');
      return undefined;
    });
    jobs.start();
    for (const text of ['bad', 'good']) jobs.add('note', text);
    await jobs.idle();
    expect(ran).toMatchObject(['bad', 'good']);
    expect(errors).toMatchObject([{ message: 'broken' }]);
    expect(stored()).toBe(1);
  });

  it('when a handler throws, then the job is run again after 1, 2, 4 s and so on up to a minute, until it is done', async () => {
    const startMs = clock.now();
    const times: number[] = [];
    handle('note', async () => {
      times.push((clock.now() - startMs) / 1_000);
      if (times.length < 10) throw new Error('broken');
      return undefined;
    });
    jobs.start();
    jobs.add('note', 'a');
    await clock.advance({ hours: 1 });
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
    expect(errors.length).toBe(9);
    expect(stored()).toBe(0);
  });

  it('when a handler has thrown and the process stops, then the job is not run again before the next start', async () => {
    handle('note', async () => Promise.reject(new Error('broken')));
    jobs.start();
    jobs.add('note', 'a');
    await jobs.idle();
    await jobs.stop();
    await clock.advance({ hours: 1 });
    expect(ran).toEqual(['a']);
    expect(stored()).toBe(1);
  });
});
