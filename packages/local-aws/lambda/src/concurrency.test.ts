import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

let stand: FunctionStand;
let client: LambdaClient;

beforeEach(async () => {
  stand = await startFunctionStand({ concurrencyMax: 2 });
  client = new LambdaClient({ ...stand.clientConfig, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const ENDLESS = 'export const handler = () => new Promise(() => undefined);';
const FunctionName = 'f';
const invoke = () => client.send(new InvokeCommand({ FunctionName }));
const THROTTLED = {
  name: 'TooManyRequestsException',
  message: 'Rate Exceeded.',
  Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  $metadata: { httpStatusCode: 429 },
};

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
describe('reserved concurrency', () => {
  it('when it is used up, then further invocations are throttled, and those before run on', async () => {
    const arn = await stand.putFunction('f', ENDLESS, { reservedConcurrency: 3 });
    // Two run, one waits for this machine: all three have been admitted.
    const running = Array.from({ length: 3 }, () => stand.lambda.invoke(arn, '{}'));
    await expect(invoke()).rejects.toMatchObject(THROTTLED);
    await stand.lambda.drain();
    expect((await Promise.all(running)).map(({ functionError }) => functionError)).toEqual(['Unhandled', 'Unhandled', 'Unhandled']);
  });

  it('when invocations end, then others may begin', async () => {
    await stand.putFunction('f', 'export const handler = () => 1;', { reservedConcurrency: 1 });
    for (let time = 0; time < 3; time += 1) expect((await invoke()).StatusCode).toBe(200);
  });

  it('when it is 0, then everything is throttled, and an asynchronous event is still accepted', async () => {
    await stand.putFunction('f', 'export const handler = () => 1;', { reservedConcurrency: 0 });
    await expect(invoke()).rejects.toMatchObject(THROTTLED);
    expect((await client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }))).StatusCode).toBe(202);
    await stand.settled();
    expect(stand.occurrences).toEqual([]);
  });

  it('when nothing is reserved, then nothing is throttled', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => 1;');
    const results = await Promise.all(Array.from({ length: 20 }, () => stand.lambda.invoke(arn, '{}')));
    expect(new Set(results.map(({ payload }) => payload))).toEqual(new Set(['1']));
  });
});

// https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
describe('reserved concurrency over the API', () => {
  it('when it is put and deleted, then it takes effect at once', async () => {
    await stand.putFunction('f', 'export const handler = () => 1;');
    const reserved = async () => (await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
    expect(await reserved()).toBeUndefined();
    const put = await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    expect(put.ReservedConcurrentExecutions).toBe(0);
    expect(await reserved()).toBe(0);
    expect((await client.send(new GetFunctionCommand({ FunctionName }))).Concurrency).toEqual({ ReservedConcurrentExecutions: 0 });
    await expect(invoke()).rejects.toMatchObject(THROTTLED);
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await reserved()).toBeUndefined();
    expect((await invoke()).StatusCode).toBe(200);
  });

  it.each([
    [{ FunctionName: 'gone', ReservedConcurrentExecutions: 1 }, 'ResourceNotFoundException', 'Function not found: arn:'],
    [
      { FunctionName, ReservedConcurrentExecutions: -1 },
      'ValidationException',
      "Value '-1' at 'reservedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
  ])('when it is put as %j, then %s', async (input, name, message) => {
    await stand.putFunction('f', 'export const handler = () => 1;');
    await expect(client.send(new PutFunctionConcurrencyCommand(input))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
describe('payloads', () => {
  const text = (bytes: number): string => JSON.stringify('x'.repeat(bytes - 2));

  it.each([
    ['RequestResponse', 6_291_456],
    ['Event', 1_048_576],
  ] as const)('when the event of a %s is of %i bytes, then it is taken, and one more is too many', async (InvocationType, limit) => {
    await stand.putFunction('f', 'export const handler = (event) => event.length;');
    const send = (bytes: number) => client.send(new InvokeCommand({ FunctionName, InvocationType, Payload: text(bytes) }));
    expect((await send(limit)).FunctionError).toBeUndefined();
    await expect(send(limit + 1)).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      message: `${limit + 1} byte payload is too large for the ${InvocationType} invocation type (limit ${limit} bytes)`,
      $metadata: { httpStatusCode: 413 },
    });
    await stand.settled();
  });

  it('when its characters are wide, then bytes count', async () => {
    await stand.putFunction('f', 'export const handler = () => 1;');
    const Payload = JSON.stringify('é'.repeat(524_288));
    await expect(client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }))).rejects.toMatchObject({
      message: '1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
    });
  });

  it.each([
    [6_291_554, undefined],
    [6_291_555, 'Unhandled'],
  ])('when the answer is a string of %i characters, then the function error is %s', async (length, functionError) => {
    const arn = await stand.putFunction('f', `export const handler = () => 'x'.repeat(${length});`);
    const result = await stand.lambda.invoke(arn, '{}');
    expect(result.functionError).toBe(functionError);
    if (functionError === undefined) return;
    expect(JSON.parse(result.payload)).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });
});
