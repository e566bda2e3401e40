import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

const FunctionName = 'f';
const FunctionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:f:$LATEST';
let stand: FunctionStand;
let client: LambdaClient;
let queue: string;

beforeEach(async () => {
  stand = await startFunctionStand();
  client = new LambdaClient({ ...stand.clientConfig, maxAttempts: 1 });
  queue = stand.sqs.putQueue({ name: 'q' });
  await stand.putFunction('f', 'export const handler = () => { throw new Error("no"); };');
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const put = async (input: Omit<PutFunctionEventInvokeConfigCommandInput, 'FunctionName'>) => {
  const { $metadata, ...answer } = await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...input }));
  return answer;
};
const get = async () => {
  const { $metadata, ...answer } = await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
  return answer;
};
const NONE = { name: 'ResourceNotFoundException', message: `The function ${FunctionArn} doesn't have an EventInvokeConfig` };

// https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
describe('the event invoke configuration of a function', () => {
  it('when it is put, then it has the given settings only', async () => {
    const DestinationConfig = { OnSuccess: {}, OnFailure: { Destination: queue } };
    const expected = { FunctionArn, LastModified: new Date(Date.UTC(2026, 0, 1)), MaximumRetryAttempts: 0, DestinationConfig };
    expect(await put({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: queue } } })).toEqual(expected);
    expect(await get()).toEqual(expected);
    const { FunctionEventInvokeConfigs } = await client.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
    expect(FunctionEventInvokeConfigs).toEqual([expected]);
  });

  it('when it is put, then it takes effect at once', async () => {
    await put({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: queue } } });
    stand.lambda.invokeAsync('f', '{}');
    await stand.settled();
    expect(stand.take(queue)).toHaveLength(1);
  });

  it('when it is put again, then the previous settings are removed; when it is updated, then the rest stays', async () => {
    await put({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 });
    await client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
    expect(await get()).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    await put({ MaximumRetryAttempts: 2 });
    expect(await get()).not.toHaveProperty('MaximumEventAgeInSeconds');
  });

  it('when it is deleted, then it no longer exists, and the defaults apply', async () => {
    await put({ MaximumRetryAttempts: 0 });
    await client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
    await expect(get()).rejects.toMatchObject(NONE);
    stand.lambda.invokeAsync('f', '{}');
    await stand.clock.advance({ hours: 1 });
    expect(stand.occurrences.filter(({ kind }) => kind === 'invocation')).toHaveLength(3);
  });

  it.each([
    ['got', () => get()],
    ['updated', () => client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }))],
    ['deleted', () => client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }))],
  ])('when there is none and it is %s, then that is the error', async (_what, call) => {
    await expect(call()).rejects.toMatchObject(NONE);
  });

  it.each<readonly [input: object, name: string, message: string]>([
    [{}, 'InvalidParameterValueException', 'You must specify at least one of error handling or destination setting.'],
    [{ FunctionName: 'gone', MaximumRetryAttempts: 1 }, 'ResourceNotFoundException', "The function doesn't exist."],
    [{ MaximumRetryAttempts: 3 }, 'ValidationException', "Value '3' at 'maximumRetryAttempts' failed to satisfy constraint"],
    [{ MaximumEventAgeInSeconds: 21_601 }, 'ValidationException', "Value '21601' at 'maximumEventAgeInSeconds' failed to satisfy"],
    [{ MaximumRetryAttempts: 1, Qualifier: 'live' }, 'InvalidParameterValueException', 'local-aws does not support versions and aliases'],
    [
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:dynamodb:eu-west-1:000000000000:table/t' } } },
      'InvalidParameterValueException',
      'The provided destination config DestinationConfig(onSuccess=null, onFailure=OnFailure(destination=arn:aws:dynamodb:',
    ],
  ])('when %j is put, then %s', async (input, name, message) => {
    const command = new PutFunctionEventInvokeConfigCommand({ FunctionName, ...input });
    await expect(client.send(command)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('given a fault that makes all queues fail, when an event is abandoned, then its record still arrives', async () => {
    await put({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: queue } } });
    stand.faults.use({ seed: 1, faults: [{ on: 'queue:*', what: 'fail' }] });
    stand.lambda.invokeAsync('f', '{}');
    await stand.clock.advance({ hours: 1 });
    expect(stand.take(queue)).toHaveLength(1);
  });

  it("when the function's role may not send to the destination, then it is not taken", async () => {
    await stand.putFunction('f', '', { roleArn: stand.putRole('weak', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }) });
    await expect(put({ DestinationConfig: { OnFailure: { Destination: queue } } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `The function's execution role does not have permissions to call SendMessage on ${queue}`,
    });
  });

  it('when the caller may not, then it is denied', async () => {
    const { credentials } = stand.iam.assumeRole(stand.putRole('caller', { Effect: 'Allow', Action: 'sqs:*', Resource: '*' }), 's');
    const caller = new LambdaClient({ ...stand.clientConfig, credentials });
    await expect(caller.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 1 }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('lambda:PutFunctionEventInvokeConfig'),
    });
  });
});
