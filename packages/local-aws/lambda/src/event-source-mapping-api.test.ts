import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

let stand: FunctionStand;
let client: LambdaClient;
let queue: string;
let functionArn: string;

beforeEach(async () => {
  stand = await startFunctionStand();
  client = new LambdaClient({ ...stand.clientConfig, maxAttempts: 1 });
  queue = stand.sqs.putQueue({ name: 'q' });
  functionArn = await stand.putFunction(
    'f',
    'export const handler = ({ Records }) => console.log(Records.map(({ body }) => body).join());',
  );
  stand.lambda.start();
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const bare = <T extends { readonly $metadata: unknown }>({ $metadata, ...answer }: T): Omit<T, '$metadata'> => answer;
const create = async (more: Partial<CreateEventSourceMappingCommandInput> = {}): Promise<EventSourceMappingConfiguration> =>
  bare(await client.send(new CreateEventSourceMappingCommand({ FunctionName: 'f', EventSourceArn: queue, ...more })));
const update = async (input: UpdateEventSourceMappingCommandInput) => bare(await client.send(new UpdateEventSourceMappingCommand(input)));
const get = async (UUID: string | undefined) => bare(await client.send(new GetEventSourceMappingCommand({ UUID })));
const list = async (input = {}) => (await client.send(new ListEventSourceMappingsCommand(input))).EventSourceMappings ?? [];
const send = (...bodies: readonly string[]): void => {
  for (const body of bodies) stand.sqs.send(queue, { body });
};
const NOT_FOUND = { name: 'ResourceNotFoundException', message: 'The resource you requested does not exist.' };

// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
describe('an event source mapping over the API', () => {
  it('when it is created, then it has the defaults, is listed, and reads messages immediately', async () => {
    const created = await create();
    const expected = {
      UUID: created.UUID,
      EventSourceMappingArn: `arn:aws:lambda:eu-west-1:000000000000:event-source-mapping:${created.UUID}`,
      EventSourceArn: queue,
      FunctionArn: functionArn,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      LastModified: new Date(Date.UTC(2026, 0, 1)),
      State: 'Enabled',
      StateTransitionReason: 'USER_INITIATED',
    };
    expect(created).toEqual({ ...expected, State: 'Creating' });
    expect(await get(created.UUID)).toEqual(expected);
    expect(await list()).toEqual([expected]);
    send('a');
    await stand.settled();
    expect(stand.logLines('f')).toEqual(['a']);
  });

  it('when it is disabled and enabled again, then it reads no messages meanwhile', async () => {
    const { UUID } = await create();
    expect((await update({ UUID, Enabled: false })).State).toBe('Disabling');
    send('a');
    await stand.clock.advance({ hours: 1 });
    expect((await get(UUID)).State).toBe('Disabled');
    expect(stand.logLines('f')).toEqual([]);
    expect(stand.sqs.depth(queue).visible).toBe(1);
    expect((await update({ UUID, Enabled: true })).State).toBe('Enabling');
    await stand.settled();
    expect((await get(UUID)).State).toBe('Enabled');
    expect(stand.logLines('f')).toEqual(['a']);
  });

  it('when it is changed, then the change takes effect at once, and the rest stays', async () => {
    const filter = { Filters: [{ Pattern: '{"body":["keep"]}' }] };
    const { UUID } = await create({ BatchSize: 1, FunctionResponseTypes: ['ReportBatchItemFailures'], FilterCriteria: filter });
    const other = await stand.putFunction('g', 'export const handler = ({ Records }) => console.log(Records.length);');
    expect(await update({ UUID, FunctionName: 'g', ScalingConfig: { MaximumConcurrency: 2 } })).toMatchObject({
      State: 'Updating',
      FunctionArn: other,
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: filter,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    send('keep', 'drop');
    await stand.settled();
    expect(stand.logLines('f')).toEqual([]);
    expect(stand.logLines('g')).toEqual(['1']);
    expect(stand.sqs.depth(queue).visible).toBe(0);
    expect(await update({ UUID, FilterCriteria: {} })).not.toHaveProperty('FilterCriteria');
    send('drop');
    await stand.settled();
    expect(stand.logLines('g')).toEqual(['1', '1']);
  });

  it('when it is deleted, then it no longer exists and reads no messages', async () => {
    const { UUID } = await create();
    expect((await client.send(new DeleteEventSourceMappingCommand({ UUID }))).State).toBe('Deleting');
    send('a');
    await stand.settled();
    expect(await list()).toEqual([]);
    expect(stand.logLines('f')).toEqual([]);
    await expect(get(UUID)).rejects.toMatchObject(NOT_FOUND);
    await expect(update({ UUID, BatchSize: 1 })).rejects.toMatchObject(NOT_FOUND);
    await expect(client.send(new DeleteEventSourceMappingCommand({ UUID }))).rejects.toMatchObject(NOT_FOUND);
  });

  it('when they are listed, then by function, by queue and in pages', async () => {
    const other = stand.sqs.putQueue({ name: 'other' });
    await stand.putFunction('g', 'export const handler = () => null;');
    const [one, two, three] = [await create(), await create({ EventSourceArn: other }), await create({ FunctionName: 'g' })];
    const ids = async (input: object) => (await list(input)).map(({ UUID }) => UUID);
    expect(await ids({ FunctionName: 'f' })).toEqual([one.UUID, two.UUID]);
    expect(await ids({ FunctionName: functionArn, EventSourceArn: other })).toEqual([two.UUID]);
    expect(await ids({ EventSourceArn: queue })).toEqual([one.UUID, three.UUID]);
    expect(await ids({ FunctionName: 'gone' })).toEqual([]);
    const first = await client.send(new ListEventSourceMappingsCommand({ MaxItems: 2 }));
    const second = await client.send(new ListEventSourceMappingsCommand({ MaxItems: 2, Marker: first.NextMarker }));
    expect([first, second].map(({ EventSourceMappings = [] }) => EventSourceMappings.map(({ UUID }) => UUID))).toEqual([
      [one.UUID, two.UUID],
      [three.UUID],
    ]);
    expect(second.NextMarker).toBeUndefined();
  });

  it('when it filters by more than the body, then it does, with a warning', async () => {
    await create({ FilterCriteria: { Filters: [{ Pattern: '{"messageAttributes":{"a":{"stringValue":["1"]}}}' }] } });
    expect(stand.occurrences).toEqual([{ kind: 'warning', message: expect.stringContaining('filters by messageAttributes. AWS') }]);
  });
});

describe('an event source mapping that AWS rejects', () => {
  const invalid = 'InvalidParameterValueException';
  it.each<readonly [more: Partial<CreateEventSourceMappingCommandInput>, name: string, message: string]>([
    [{ FunctionName: 'gone' }, invalid, 'Function does not exist'],
    [{ EventSourceArn: undefined }, invalid, 'Unrecognized event source.'],
    [
      { EventSourceArn: 'arn:aws:kinesis:eu-west-1:000000000000:stream/s' },
      invalid,
      'local-aws supports only queues and DynamoDB streams as event sources',
    ],
    [{ EventSourceArn: 'arn:aws:sqs:eu-west-1:000000000000:gone' }, invalid, 'The specified queue does not exist.'],
    [{ BatchSize: 11 }, invalid, 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10'],
    [{ FilterCriteria: { Filters: [{}] } }, invalid, 'Invalid filter pattern definition.'],
    [{ StartingPosition: 'LATEST' }, invalid, 'local-aws does not support the parameter StartingPosition of CreateEventSourceMapping.'],
    [{ BatchSize: 0 }, 'ValidationException', "Value '0' at 'batchSize' failed to satisfy constraint: Member must have value greater than"],
    [{ ScalingConfig: { MaximumConcurrency: 1_001 } }, 'ValidationException', "Value '1001' at 'scalingConfig.maximumConcurrency' failed"],
  ])('when it is %j, then %s', async (more, name, message) => {
    await expect(create(more)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    expect(await list()).toEqual([]);
  });

  it('when the visibility timeout of the queue is shorter than the function’s timeout, then it is refused, as is such a change', async () => {
    await stand.putFunction('slow', 'export const handler = () => null;', { timeoutSeconds: 60 });
    const refused = {
      name: 'InvalidParameterValueException',
      message: 'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    };
    await expect(create({ FunctionName: 'slow' })).rejects.toMatchObject(refused);
    const { UUID } = await create();
    await expect(update({ UUID, FunctionName: 'slow' })).rejects.toMatchObject(refused);
    expect((await get(UUID)).FunctionArn).toBe(functionArn);
  });

  it('when the function has one for the queue, from Terraform or the API, then there is a conflict', async () => {
    stand.lambda.putEventSourceMapping({ queueArn: queue, functionArn, batchSize: 1, windowSeconds: 0, reportsFailures: false });
    const [declared] = await list();
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `An event source mapping with SQS arn (" ${queue} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID ${declared?.UUID}`,
      $metadata: { httpStatusCode: 409 },
    });
  });

  it("when the function's role may not receive, then it is refused", async () => {
    await stand.putFunction('weak', '', { roleArn: stand.putRole('weak', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }) });
    await expect(create({ FunctionName: 'weak' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The provided execution role does not have permissions to call ReceiveMessage on SQS',
    });
  });
});
