import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Statement } from '@plumbline/iam-policy';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { type MachineStand, type Ran, startMachineStand } from '../testing/machine-stand.ts';
import { taskMachine } from '../testing/task-machine.ts';

const SOURCE = `export const handler = async (event) => {
  if (event.fail) throw new RangeError('too far');
  if (event.big) return 'x'.repeat(300_000);
  return { got: event };
};`;
const ACCOUNT = 'eu-west-1:000000000000';
let stand: MachineStand;
let echo: string;
let queue: string;
let queueUrl: string;

beforeAll(async () => {
  stand = await startMachineStand();
  echo = await stand.putFunction('echo', SOURCE);
  queue = stand.sqs.putQueue({ name: 'q' });
  queueUrl = stand.sqs.queueUrl(queue);
  stand.dynamodb.putTable({ name: 'items', hashKey: 'pk', attributes: { pk: 'S' } });
});
afterEach(() => expect(stand.errors).toEqual([]));
afterAll(() => stand.stop());

const INVOKE = 'arn:aws:states:::lambda:invoke';
const SEND = 'arn:aws:states:::sqs:sendMessage';
const run = async (definition: object, input: Json = {}, ...statements: readonly Statement[]): Promise<Ran> => {
  const executionArn = stand.begin(stand.putMachine(definition, { statements }), input);
  await stand.settled();
  return stand.describe(executionArn);
};
/** The SDK metadata of a response. */
const METADATA = {
  SdkHttpMetadata: expect.objectContaining({ HttpStatusCode: 200 }),
  SdkResponseMetadata: { RequestId: expect.any(String) },
};
const error = (text: string) => expect.stringContaining(text);

describe('a function', () => {
  it('when it is called by its ARN, then its answer is the result', async () => {
    expect(await run(taskMachine(echo, {}), { a: 1 })).toEqual({ status: 'SUCCEEDED', output: { got: { a: 1 } } });
  });

  it('when it throws, then the type is the error and the answer the cause', async () => {
    const ran = await run(taskMachine(echo, {}), { fail: true });
    expect(ran.status).toBe('FAILED');
    expect(ran.error).toBe('RangeError');
    expect(JSON.parse(ran.cause ?? '')).toEqual({ errorType: 'RangeError', errorMessage: 'too far', trace: expect.any(Array) });
  });

  it('when it is called through lambda:invoke, then the answer is wrapped', async () => {
    const ran = await run(taskMachine(INVOKE, { Parameters: { FunctionName: 'echo', 'Payload.$': '$' } }), { a: 1 });
    expect(ran.output).toEqual({ ExecutedVersion: '$LATEST', Payload: { got: { a: 1 } }, ...METADATA, StatusCode: 200 });
  });

  it('when it is called with Arguments, then Output chooses from the answer', async () => {
    const definition = {
      QueryLanguage: 'JSONata',
      ...taskMachine(INVOKE, {
        Arguments: { FunctionName: echo, Payload: { b: '{% $states.input.a + 1 %}' } },
        Output: '{% $states.result.Payload.got.b %}',
        Assign: { code: '{% $states.result.StatusCode %}' },
      }),
    };
    expect(await run(definition, { a: 1 })).toEqual({ status: 'SUCCEEDED', output: 2 });
  });

  it('when it does not exist, then the error is that of Lambda', async () => {
    expect(await run(taskMachine(INVOKE, { Parameters: { FunctionName: 'none' } }))).toEqual({
      status: 'FAILED',
      error: 'Lambda.ResourceNotFoundException',
      cause: error(
        `Function not found: arn:aws:lambda:${ACCOUNT}:function:none (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: `,
      ),
    });
  });

  it('when its answer is over 256 KiB, then the task fails, and States.ALL catches that, as recorded on AWS', async () => {
    const { States, ...rest } = taskMachine(echo, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }) as { States: object };
    expect(await run({ ...rest, States: { ...States, C: { Type: 'Pass', End: true } } }, { big: true })).toEqual({
      status: 'SUCCEEDED',
      output: {
        Error: 'States.DataLimitExceeded',
        Cause: `The state/task '${echo}' returned a result with a size exceeding the maximum number of bytes service limit.`,
      },
    });
  });

  it('when the role may not call it, then the task fails with the words of IAM', async () => {
    const nothing: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
    expect(await run(taskMachine(echo, {}), {}, nothing)).toEqual({
      status: 'FAILED',
      error: 'Lambda.AWSLambdaException',
      cause: expect.stringMatching(
        /^User: arn:aws:sts::000000000000:assumed-role\/machine-\d+-role\/[0-9a-f-]+ is not authorized to perform: lambda:InvokeFunction on resource: \S+:echo because no identity-based policy allows the lambda:InvokeFunction action \(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; /,
      ),
    });
  });

  it('when a trace has begun, then the function continues it', async () => {
    const arn = await stand.putFunction('traced', 'export const handler = () => process.env._X_AMZN_TRACE_ID;');
    const root = '1-5759e988-bd862e3fe1be46a994272793';
    const machineArn = stand.putMachine(taskMachine(arn, {}));
    const { executionArn } = stand.stepfunctions.startExecution(machineArn, '{}', {
      traceHeader: `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`,
    });
    await stand.settled();
    expect((await stand.describe(executionArn)).output).toMatch(root);
  });
});

describe('SQS', () => {
  it('when a message is sent, then JSON becomes its text', async () => {
    const ran = await run(taskMachine(SEND, { Parameters: { QueueUrl: queueUrl, 'MessageBody.$': '$' } }), { a: 1 });
    expect(ran.output).toEqual({ MD5OfMessageBody: 'bb6cb5c68df4652941caf652a366f2d8', MessageId: expect.any(String), ...METADATA });
    expect(stand.take(queue).map(({ body }) => body)).toEqual(['{"a":1}']);
  });

  it.each([
    [
      'the queue does not exist',
      { QueueUrl: 'http://127.0.0.1/000000000000/none', MessageBody: 'x' },
      'SQS.QueueDoesNotExistException',
      'The specified queue does not exist',
    ],
    ['the role may not send', { MessageBody: 'x' }, 'SQS.AmazonSQSException', 'is not authorized to perform: sqs:SendMessage'],
  ])('when %s, then the task fails', async (_, parameters, name, cause) => {
    const nothing: Statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:${ACCOUNT}:none` };
    expect(await run(taskMachine(SEND, { Parameters: { QueueUrl: queueUrl, ...parameters } }), {}, nothing)).toMatchObject({
      status: 'FAILED',
      error: name,
      cause: error(cause),
    });
  });
});

describe('DynamoDB', () => {
  const call = (action: string, Parameters: object): object =>
    taskMachine(`arn:aws:states:::dynamodb:${action}`, { Parameters: { TableName: 'items', ...Parameters } });
  const Key = { pk: { S: 'k' } };

  it('when items are put, changed, read and deleted, then they are', async () => {
    expect(await run(call('putItem', { Item: { ...Key, n: { N: '1' } } }))).toEqual({ status: 'SUCCEEDED', output: METADATA });
    const updated = await run(
      call('updateItem', {
        ...{ Key, UpdateExpression: 'SET n = n + :one', ReturnValues: 'ALL_NEW' },
        ExpressionAttributeValues: { ':one': { 'N.$': "States.Format('{}', $.by)" } },
      }),
      { by: 5 },
    );
    expect(updated.output).toEqual({ Attributes: { pk: { S: 'k' }, n: { N: '6' } }, ...METADATA });
    const read = await run(call('getItem', { Key }));
    expect(read.output).toEqual({ Item: { pk: { S: 'k' }, n: { N: '6' } }, ...METADATA });
    await run(call('deleteItem', { Key }));
    const client = new DynamoDBClient(stand.clientConfig);
    expect((await client.send(new GetItemCommand({ TableName: 'items', Key }))).Item).toBeUndefined();
    client.destroy();
  });

  it.each([
    [
      'the table does not exist',
      { TableName: 'none', Key },
      'DynamoDB.ResourceNotFoundException',
      'Requested resource not found (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ',
    ],
    ['the request is not valid', { Key: {} }, 'DynamoDB.AmazonDynamoDBException', 'Error Code: ValidationException'],
  ])('when %s, then the task fails', async (_, parameters, name, cause) => {
    expect(await run(call('getItem', parameters))).toMatchObject({ status: 'FAILED', error: name, cause: error(cause) });
  });

  it('when a condition does not hold, then the task fails with its name', async () => {
    const Item = { pk: { S: 'once' } };
    const definition = call('putItem', { Item, ConditionExpression: 'attribute_not_exists(pk)' });
    expect((await run(definition)).status).toBe('SUCCEEDED');
    expect((await run(definition)).error).toBe('DynamoDB.ConditionalCheckFailedException');
  });

  it('when the role may not read, then the task fails', async () => {
    const write: Statement = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' };
    expect(await run(call('getItem', { Key }), {}, write)).toMatchObject({
      error: 'DynamoDB.AmazonDynamoDBException',
      cause: error('is not authorized to perform: dynamodb:GetItem'),
    });
  });
});
