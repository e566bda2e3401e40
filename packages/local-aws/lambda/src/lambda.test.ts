import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';
import type { RuntimeError } from './worker.ts';

let stand: FunctionStand;

beforeEach(async () => {
  stand = await startFunctionStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const invoke = async (arn: string, event: unknown = {}): Promise<unknown> =>
  JSON.parse((await stand.lambda.invoke(arn, JSON.stringify(event))).payload);
const failure = async (arn: string, event: unknown = {}): Promise<RuntimeError> => {
  const result = await stand.lambda.invoke(arn, JSON.stringify(event));
  expect(result.functionError).toBe('Unhandled');
  return JSON.parse(result.payload) as RuntimeError;
};

describe('the response of a function', () => {
  it.each([
    ['({ a: event.b, c: undefined })', { a: 1 }],
    ['undefined', null],
    ['"text"', 'text'],
    ['Promise.resolve([1])', [1]],
  ])('when it returns %s, then the result is its JSON', async (expression, expected) => {
    const arn = await stand.putFunction('f', `export const handler = async (event) => ${expression};`);
    expect(await invoke(arn, { b: 1 })).toEqual(expected);
  });

  it('when it is invoked again, then the same environment runs it, with its memory', async () => {
    const arn = await stand.putFunction('f', 'let count = 0; export const handler = () => (count += 1);');
    expect(await invoke(arn)).toBe(1);
    expect(await invoke(arn)).toBe(2);
  });

  it('when it reads its context, then the values are as on AWS', async () => {
    const arn = await stand.putFunction(
      'f',
      'export const handler = (_event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
      { timeoutSeconds: 30 },
    );
    const { requestId, payload } = await stand.lambda.invoke(arn, '{}');
    const { left, ...context } = JSON.parse(payload) as { left: number };
    expect(context).toEqual({
      awsRequestId: requestId,
      functionName: 'f',
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/f',
      logStreamName: expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/),
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(30_000);
  });
});

describe('a function that fails', () => {
  it('when it throws an error, then the result has its type, message and stack', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => { throw new RangeError("too far"); };');
    expect(await failure(arn)).toEqual({
      errorType: 'RangeError',
      errorMessage: 'too far',
      trace: expect.arrayContaining(['RangeError: too far', expect.stringContaining('index.mjs:1')]),
    });
  });

  it.each([
    ['"text"', 'string', 'text'],
    ['undefined', 'undefined', 'undefined'],
    ['{ code: 1 }', 'object', '[object Object]'],
  ])('when it throws %s, then the error type is the result of typeof', async (thrown, errorType, errorMessage) => {
    const arn = await stand.putFunction('f', `export const handler = async () => { throw ${thrown}; };`);
    expect(await failure(arn)).toEqual({ errorType, errorMessage, trace: [] });
  });

  it('when its answer has no JSON, then that is the error', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => 1n;');
    expect(await failure(arn)).toMatchObject({ errorType: 'Runtime.MarshalError', errorMessage: 'Unable to stringify response body' });
  });

  it('when it takes too long, then it is ended, and the next invocation works', async () => {
    const arn = await stand.putFunction('f', 'export const handler = ({ loop }) => { for (; loop; ); return "done"; };', {
      timeoutSeconds: 0.5,
    });
    expect(await failure(arn, { loop: true })).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 0.50 seconds$/),
    });
    expect(await invoke(arn)).toBe('done');
    expect(stand.logLines('f')).toEqual([expect.stringContaining('Task timed out after 0.50 seconds')]);
  });

  it.each([
    ['process.exit(0)', 'Runtime.ExitError', 'Runtime exited without providing a reason'],
    ['process.exit(7)', 'Runtime.ExitError', 'Runtime exited with error: exit status 7'],
    ['setTimeout(() => { throw new TypeError("late"); })', 'TypeError', 'late'],
    ['void Promise.reject(new TypeError("lost"))', 'Runtime.UnhandledPromiseRejection', 'TypeError: lost'],
    ['const all = []; for (;;) all.push(new Array(1e5).fill(String(all.length)))', 'Runtime.ExitError', 'memory limit'],
  ])('when it does %s, then the environment dies, and the next invocation works', async (action, errorType, errorMessage) => {
    const source = `export const handler = ({ die }) => { if (!die) return 'fine'; ${action}; return new Promise(() => undefined); };`;
    const arn = await stand.putFunction('f', source, { timeoutSeconds: 30 });
    expect(await failure(arn, { die: true })).toMatchObject({ errorType, errorMessage: expect.stringContaining(errorMessage) });
    expect(await invoke(arn)).toBe('fine');
  });

  it.each([
    ['its module throws', 'throw new RangeError("no"); export const handler = 1;', {}, 'RangeError', 'no'],
    ['its module throws later', 'await Promise.reject("no"); export const handler = 1;', {}, 'string', 'no'],
    ['it exits', 'process.exit(1);', {}, 'Runtime.ExitError', 'Runtime exited with error: exit status 1'],
    ['the handler is not exported', 'export const other = 1;', {}, 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
    ['there is no such file', '', { handler: 'none.handler' }, 'Runtime.ImportModuleError', "Error: Cannot find module 'none'"],
  ])('when %s at its start, then every invocation has that error', async (_rule, source, more, errorType, errorMessage) => {
    const arn = await stand.putFunction('f', source, more);
    for (let time = 0; time < 2; time += 1)
      expect(await failure(arn)).toMatchObject({ errorType, errorMessage: expect.stringContaining(errorMessage) });
  });
});

describe('the output of a function', () => {
  it('when it writes in any way, then every line is in its log group, in order', async () => {
    const arn = await stand.putFunction(
      'f',
      `console.log('loading');
      export const handler = () => {
        console.log('log %d', 1); console.info('info'); console.warn('warn'); console.error('error'); console.debug('debug');
        console.table([{ a: 1 }]); process.stdout.write('out\\n'); process.stderr.write(Buffer.from('err\\n'));
        process.stdout.write('two\\nlines\\n', 'utf8', () => console.log('called back'));
      };`,
    );
    await invoke(arn);
    const lines = stand.logLines('f');
    expect(lines.filter((line) => !/[│┌├└]/.test(line))).toEqual([
      'loading',
      'log 1',
      'info',
      'warn',
      'error',
      'debug',
      'out',
      'err',
      'two',
      'lines',
      'called back',
    ]);
    expect(lines.some((line) => line.includes('│ a'))).toBe(true);
  });

  it('when it exits right after writing, then its output is logged, and so is the error', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => { console.log("last words"); process.exit(3); };');
    await failure(arn);
    expect(stand.logLines('f')).toEqual(['last words']);
  });

  it('when it throws, then the log has the error with its request', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => { throw new Error("bad"); };');
    const { requestId } = await stand.lambda.invoke(arn, '{}');
    expect(stand.logLines('f').map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'ERROR', message: 'Invoke Error', requestId, errorType: 'Error', errorMessage: 'bad' },
    ]);
  });
});

describe('the environment of a function', () => {
  it('when it reads process.env, then it finds its own variables and those of Lambda, and nothing else', async () => {
    process.env['PLUMBLINE_TEST_SECRET'] = 'of this process';
    await stand.putFunction('other', 'export const handler = 1;', { environment: { OTHER: 'secret' } });
    const arn = await stand.putFunction('f', 'export const handler = () => process.env;', { environment: { MINE: '1', AWS_REGION: 'no' } });
    delete process.env['PLUMBLINE_TEST_SECRET'];
    expect(await invoke(arn)).toEqual({
      MINE: '1',
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/),
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_SECRET_ACCESS_KEY: expect.any(String),
      AWS_SESSION_TOKEN: expect.any(String),
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: stand.endpoint.url,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/f',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.any(String),
      LAMBDA_TASK_ROOT: expect.any(String),
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
    });
  });

  it('when it changes process.env, then neither this process nor another function sees it', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => { process.env.LEAKED = "yes"; };');
    const other = await stand.putFunction('g', 'export const handler = () => process.env.LEAKED;');
    await invoke(arn);
    expect(process.env['LEAKED']).toBeUndefined();
    expect(await invoke(other)).toBe(null);
  });

  it("when a function calls AWS with an SDK, then the call is its role's and goes on with its trace", async () => {
    const queue = stand.sqs.putQueue({ name: 'q' });
    const denied = stand.sqs.putQueue({ name: 'denied' });
    const sdk = createRequire(import.meta.url).resolve('@aws-sdk/client-sqs');
    const arn = await stand.putFunction(
      'f',
      `import { createRequire } from 'node:module';
      const { SQSClient, SendMessageCommand } = createRequire(${JSON.stringify(import.meta.url)})(${JSON.stringify(sdk)});
      const client = new SQSClient({ maxAttempts: 1 });
      export const handler = async ({ QueueUrl }) => {
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
        return process.env._X_AMZN_TRACE_ID;
      };`,
      { roleArn: stand.putRole('sender', { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue }), timeoutSeconds: 30 },
    );
    const traceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
    const event = JSON.stringify({ QueueUrl: stand.sqs.queueUrl(queue) });
    const { payload } = await stand.lambda.invoke(arn, event, { traceHeader });
    const inFunction = JSON.parse(payload) as string;
    expect(inFunction).toContain('Root=1-5759e988-bd862e3fe1be46a994272793;Parent=');
    expect(stand.take(queue)).toMatchObject([{ body: 'hello', attributes: { AWSTraceHeader: inFunction } }]);
    expect(stand.xray.trace('1-5759e988-bd862e3fe1be46a994272793')).toMatchObject([
      { name: 'f', parent_id: '53995c3f42cd8ad8', id: /Parent=([0-9a-f]{16})/.exec(inFunction)?.[1] },
    ]);
    expect(await failure(arn, { QueueUrl: stand.sqs.queueUrl(denied) })).toMatchObject({
      errorMessage: expect.stringContaining('assumed-role/sender/f is not authorized to perform: sqs:SendMessage'),
    });
  });
});

describe('concurrency', () => {
  it('when more is invoked than may run at once, then the rest waits and nothing is lost', async () => {
    const arn = await stand.putFunction(
      'f',
      'let count = 0; const id = Math.random(); export const handler = async () => { count += 1; await new Promise(setImmediate); return id; };',
    );
    const ids = await Promise.all(Array.from({ length: 12 }, () => invoke(arn)));
    expect(new Set(ids).size).toBe(4);
  });

  it('when an environment has been idle for long, then it is ended', async () => {
    const arn = await stand.putFunction('f', 'let count = 0; export const handler = () => (count += 1);');
    expect(await invoke(arn)).toBe(1);
    expect(await invoke(arn)).toBe(2);
    await stand.clock.advance({ minutes: 6 });
    expect(await invoke(arn)).toBe(1);
  });

  it('when Lambda stops, then running and waiting invocations end with an error, without occurrences', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => new Promise(() => undefined);');
    const all = Array.from({ length: 6 }, () => failure(arn));
    await stand.lambda.drain();
    expect(await Promise.all(all)).toEqual(all.map(() => expect.objectContaining({ errorType: 'Runtime.ExitError' })));
    expect(stand.occurrences).toEqual([]);
  });
});

describe('handlers', () => {
  it.each([
    ['index.handler', { 'index.js': 'exports.handler = () => "js";' }, 'js'],
    ['index.handler', { 'index.cjs': 'module.exports = { handler: () => "cjs" };' }, 'cjs'],
    ['src/orders/index.handler', { 'src/orders/index.mjs': 'export const handler = () => "deep";' }, 'deep'],
    ['index.api.v1.handler', { 'index.mjs': 'export const api = { v1: { handler: () => "member" } };' }, 'member'],
  ])('when the handler is %s of %o, then it is found', async (handler, files, expected) => {
    const arn = await stand.putFunction('f', files as Record<string, string>, { handler });
    expect(await invoke(arn)).toBe(expected);
  });
});
