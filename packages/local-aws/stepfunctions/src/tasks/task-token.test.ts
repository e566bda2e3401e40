import { SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MachineStand, startMachineStand } from '../testing/machine-stand.ts';
import { taskMachine } from '../testing/task-machine.ts';

let stand: MachineStand;
beforeEach(async () => {
  stand = await startMachineStand();
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

describe('a callback', () => {
  let callbacks: string;
  beforeEach(() => {
    callbacks = stand.sqs.putQueue({ name: 'callbacks' });
  });
  const definition = (fields: object = {}): object =>
    taskMachine('arn:aws:states:::sqs:sendMessage.waitForTaskToken', {
      ...{ Parameters: { QueueUrl: stand.sqs.queueUrl(callbacks), MessageBody: { 'token.$': '$$.Task.Token' } } },
      ...fields,
    });
  const begin = async (fields: object = {}): Promise<{ readonly executionArn: string; readonly taskToken: string }> => {
    const executionArn = stand.begin(stand.putMachine(definition(fields)));
    await stand.settled();
    const [message] = stand.take(callbacks);
    return { executionArn, taskToken: (JSON.parse(message?.body ?? '{}') as { readonly token: string }).token };
  };

  it('when the token is returned with an output, then the output is the result; a second time is too late', async () => {
    const { executionArn, taskToken } = await begin();
    await stand.clock.advance({ hours: 24 });
    expect((await stand.describe(executionArn)).status).toBe('RUNNING');
    await stand.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":true}' }));
    await stand.settled();
    expect(await stand.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: { ok: true } });
    await expect(stand.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  it('when the token is returned with an error, then the task has failed', async () => {
    const { executionArn, taskToken } = await begin();
    await stand.sfn.send(new SendTaskFailureCommand({ taskToken, error: 'Mine', cause: 'because' }));
    await stand.settled();
    expect(await stand.describe(executionArn)).toEqual({ status: 'FAILED', error: 'Mine', cause: 'because' });
  });

  it('when the token is not returned in time, then the task times out, and the token is invalid', async () => {
    const { executionArn, taskToken } = await begin({ TimeoutSeconds: 60 });
    await stand.clock.advance({ seconds: 59 });
    expect((await stand.describe(executionArn)).status).toBe('RUNNING');
    await stand.clock.advance({ seconds: 1 });
    expect(await stand.describe(executionArn)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
    await expect(stand.sfn.send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('when heartbeats arrive, then it continues; when they are missing, then it times out', async () => {
    const { executionArn, taskToken } = await begin({ HeartbeatSeconds: 60, TimeoutSeconds: 86_400 });
    for (let beat = 0; beat < 5; beat += 1) {
      await stand.clock.advance({ seconds: 50 });
      await stand.sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    }
    expect((await stand.describe(executionArn)).status).toBe('RUNNING');
    await stand.clock.advance({ seconds: 60 });
    expect(await stand.describe(executionArn)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('when the call itself fails, then nothing is waited for', async () => {
    const parameters = { QueueUrl: 'http://127.0.0.1/000000000000/none', MessageBody: { 'token.$': '$$.Task.Token' } };
    expect(await stand.run(definition({ Parameters: parameters }))).toMatchObject({
      status: 'FAILED',
      error: 'SQS.QueueDoesNotExistException',
    });
  });

  it('when the called function returns the token itself, then its own response is ignored', async () => {
    const own = await stand.putFunction(
      'responder',
      `import { request } from 'node:http';
       export const handler = ({ token }) => new Promise((resolve, reject) => {
         const call = request(process.env.AWS_ENDPOINT_URL, { method: 'POST', headers: {
           'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.SendTaskSuccess',
           'x-amz-date': '20260101T000000Z',
           authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/states/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}' } },
           (answer) => { answer.resume(); answer.on('end', () => (answer.statusCode === 200 ? resolve('ignored') : reject(new Error(answer.statusCode)))); });
         call.on('error', reject);
         call.end(JSON.stringify({ taskToken: token, output: '"sent"' }));
       });`,
    );
    const invoke = taskMachine('arn:aws:states:::lambda:invoke.waitForTaskToken', {
      Parameters: { FunctionName: own, Payload: { 'token.$': '$$.Task.Token' } },
    });
    expect(await stand.run(invoke)).toEqual({ status: 'SUCCEEDED', output: 'sent' });
  });
});
