import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ExecutionEnvironment, type Invocation, startExecutionEnvironment } from './execution-environment.ts';

const INVOCATION: Invocation = {
  requestId: 'r-1',
  event: '{}',
  traceHeader: '',
  functionName: 'f',
  functionArn: 'arn:f',
  memoryMiB: 128,
  logGroup: 'g',
  logStream: 's',
};

let directory: string;
let environment: ExecutionEnvironment;
let logged: string[];

const start = (source: string, initSeconds?: number): void => {
  writeFileSync(join(directory, 'index.mjs'), source);
  environment = startExecutionEnvironment({
    directory,
    handler: 'index.handler',
    variables: {},
    memoryMiB: 128,
    timeoutSeconds: 60,
    ...(initSeconds !== undefined && { initSeconds }),
    onLog: (message) => logged.push(message),
  });
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'environment-'));
  logged = [];
});
afterEach(async () => {
  await environment.stop();
  rmSync(directory, { recursive: true });
});

describe('an execution environment', () => {
  it('when its start does not end, then the invocation times out and the environment ends', async () => {
    start('await new Promise(() => setInterval(() => undefined, 1_000)); export const handler = 1;', 0.1);
    expect(await environment.invoke(INVOCATION)).toEqual({
      error: { errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: r-1 Error: Task timed out after 0.10 seconds', trace: [] },
    });
    expect(environment.alive).toBe(false);
    expect(logged).toEqual(['RequestId: r-1 Error: Task timed out after 0.10 seconds']);
  });

  it('when it is stopped in the middle of an invocation, then that ends with an error', async () => {
    start('export const handler = () => new Promise(() => undefined);');
    const outcome = environment.invoke(INVOCATION);
    await environment.stop();
    expect(await outcome).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
  });

  it('when it has died, then a further invocation hears why', async () => {
    start('export const handler = () => process.exit(5);');
    const first = await environment.invoke(INVOCATION);
    expect(await environment.invoke({ ...INVOCATION, requestId: 'r-2' })).toEqual(first);
    expect(first).toMatchObject({ error: { errorMessage: 'RequestId: r-1 Error: Runtime exited with error: exit status 5' } });
  });

  it('when an error occurs between two invocations, then the environment ends', async () => {
    start('export const handler = () => { setTimeout(() => { throw new Error("late"); }); return "answered"; };');
    expect(await environment.invoke(INVOCATION)).toEqual({ payload: '"answered"' });
    await vi.waitUntil(() => !environment.alive, { timeout: 30_000 });
    expect(logged).toEqual([expect.stringContaining('"message":"Uncaught Exception"')]);
  });
});
