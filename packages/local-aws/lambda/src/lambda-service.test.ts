import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

let stand: FunctionStand;

beforeEach(async () => {
  stand = await startFunctionStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('the API of Lambda', () => {
  const client = (): LambdaClient => new LambdaClient(stand.clientConfig);
  const text = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString('utf8');

  it('when a function is invoked and waited for, then the answer is its result', async () => {
    await stand.putFunction('f', 'export const handler = (event) => event;');
    const answer = await client().send(new InvokeCommand({ FunctionName: 'f', Payload: '{"a":1}' }));
    expect(answer.StatusCode).toBe(200);
    expect(answer.ExecutedVersion).toBe('$LATEST');
    expect(answer.FunctionError).toBeUndefined();
    expect(text(answer.Payload)).toBe('{"a":1}');
  });

  it('when it throws, then the answer is still 200, with FunctionError', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => { throw new Error("bad"); };');
    const answer = await client().send(new InvokeCommand({ FunctionName: arn }));
    expect(answer.StatusCode).toBe(200);
    expect(answer.FunctionError).toBe('Unhandled');
    expect(JSON.parse(text(answer.Payload))).toMatchObject({ errorType: 'Error', errorMessage: 'bad' });
  });

  it('when it is an Event, then the answer is 202 at once and the function runs later', async () => {
    await stand.putFunction('f', 'export const handler = (event) => console.log(event.a);');
    const answer = await client().send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'Event', Payload: '{"a":"ran"}' }));
    expect(answer.StatusCode).toBe(202);
    await stand.settled();
    expect(stand.logLines('f')).toEqual(['ran']);
  });

  it('when it is a DryRun, then the answer is 204 and nothing runs', async () => {
    await stand.putFunction('f', 'export const handler = () => console.log("ran");');
    expect((await client().send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'DryRun' }))).StatusCode).toBe(204);
    await stand.settled();
    expect(stand.logLines('f')).toEqual([]);
  });

  it('when the function does not exist, then ResourceNotFoundException names it', async () => {
    await expect(client().send(new InvokeCommand({ FunctionName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:none',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('when the event is not JSON, then InvalidRequestContentException', async () => {
    await stand.putFunction('f', 'export const handler = () => 1;');
    await expect(client().send(new InvokeCommand({ FunctionName: 'f', Payload: '{' }))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    });
  });

  it("when the caller's role does not allow it, then AccessDeniedException", async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => 1;');
    const role = stand.putRole('caller', { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: `${arn}-other` });
    const { credentials } = stand.iam.assumeRole(role, 's');
    const invoked = new LambdaClient({ ...stand.clientConfig, credentials }).send(new InvokeCommand({ FunctionName: 'f' }));
    await expect(invoked).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
  });

  it('when functions are listed, then the list has them with their settings', async () => {
    await stand.putFunction('f', '', { environment: { A: '1' } });
    const { Functions } = await client().send(new ListFunctionsCommand({}));
    expect(Functions).toMatchObject([
      { FunctionName: 'f', Runtime: 'nodejs24.x', MemorySize: 128, Environment: { Variables: { A: '1' } } },
    ]);
  });
});
