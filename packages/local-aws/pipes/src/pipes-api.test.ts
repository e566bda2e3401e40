import {
  CreatePipeCommand,
  type CreatePipeCommandInput,
  DeletePipeCommand,
  DescribePipeCommand,
  ListPipesCommand,
  PipesClient,
  StartPipeCommand,
  StopPipeCommand,
  UpdatePipeCommand,
} from '@aws-sdk/client-pipes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PipesStand, STREAM, startPipesStand } from './testing/pipes-stand.ts';

let stand: PipesStand;
let client: PipesClient;
let queue: string;
let RoleArn: string;

beforeEach(async () => {
  stand = await startPipesStand();
  client = new PipesClient(stand.clientConfig);
  queue = stand.sqs.putQueue({ name: 'target' });
  RoleArn = stand.putRole('role');
  stand.pipes.start();
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const SourceParameters = { DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 10 } } as const;
const create = (more: Partial<CreatePipeCommandInput> = {}) =>
  client.send(new CreatePipeCommand({ Name: 'p', RoleArn, Source: STREAM, SourceParameters, Target: queue, ...more }));

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_Operations.html */
describe('pipes over the API', () => {
  it('when a pipe is created, then it runs and is described', async () => {
    expect(await create()).toMatchObject({ CurrentState: 'CREATING', DesiredState: 'RUNNING' });
    await stand.put('a');
    await stand.settled();
    expect(stand.bodies(queue).length).toBe(1);
    expect(await client.send(new DescribePipeCommand({ Name: 'p' }))).toMatchObject({
      ...{ Arn: 'arn:aws:pipes:eu-west-1:000000000000:pipe/p', Source: STREAM, Target: queue, CurrentState: 'RUNNING' },
      SourceParameters,
    });
  });

  it('when it is stopped and started, then the records of the meantime arrive', async () => {
    await create();
    expect((await client.send(new StopPipeCommand({ Name: 'p' }))).CurrentState).toBe('STOPPING');
    await stand.put('a');
    await stand.settled();
    expect(stand.bodies(queue)).toEqual([]);
    await client.send(new StartPipeCommand({ Name: 'p' }));
    await stand.settled();
    expect(stand.bodies(queue).length).toBe(1);
  });

  it('when it is created as stopped, then it does not run', async () => {
    await create({ DesiredState: 'STOPPED' });
    await stand.put('a');
    await stand.settled();
    expect(stand.bodies(queue)).toEqual([]);
  });

  it('when it is updated, then the new target gets the next records', async () => {
    await create();
    const other = stand.sqs.putQueue({ name: 'other' });
    await client.send(new UpdatePipeCommand({ Name: 'p', RoleArn, Target: other }));
    await stand.put('a');
    await stand.settled();
    expect([stand.bodies(queue).length, stand.bodies(other).length]).toEqual([0, 1]);
  });

  it('when pipes are listed, then prefixes, states and pages select them', async () => {
    for (const Name of ['a', 'b', 'c']) await create({ Name });
    await client.send(new StopPipeCommand({ Name: 'b' }));
    const names = async (input: object) => ((await client.send(new ListPipesCommand(input))).Pipes ?? []).map(({ Name }) => Name);
    expect(await names({ Limit: 2 })).toEqual(['a', 'b']);
    expect(await names({ CurrentState: 'STOPPED' })).toEqual(['b']);
    expect(await names({ NamePrefix: 'c' })).toEqual(['c']);
    expect(await names({ SourcePrefix: 'arn:aws:sqs' })).toEqual([]);
  });

  it('when it is deleted, then it is gone', async () => {
    await create();
    expect(await client.send(new DeletePipeCommand({ Name: 'p' }))).toMatchObject({ CurrentState: 'DELETING', DesiredState: 'DELETED' });
    await expect(client.send(new DescribePipeCommand({ Name: 'p' }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('when it exists, then it is not created again', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'ConflictException' });
  });

  it.each<readonly [what: string, more: object, message: string]>([
    ['an invalid name', { Name: 'a b' }, 'regular expression'],
    ['another kind of source', { Source: 'arn:aws:kinesis:eu-west-1:000000000000:stream/s' }, 'sources of pipes'],
    ['a source that does not exist', { Source: `${STREAM}9` }, 'does not exist'],
    [
      'an API destination as the enrichment',
      { Enrichment: 'arn:aws:events:eu-west-1:000000000000:api-destination/a/1' },
      'enrichments of pipes',
    ],
    ['another kind of target', { Target: 'arn:aws:firehose:eu-west-1:000000000000:deliverystream/d' }, 'targets of pipes'],
    [
      'a batch larger than the target takes',
      { SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'LATEST', BatchSize: 11 } } },
      'larger than the target',
    ],
    ['no starting position', { SourceParameters: { DynamoDBStreamParameters: { BatchSize: 1 } } }, 'startingPosition'],
    [
      'a starting position of another source',
      { SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'AT_TIMESTAMP' } } },
      'startingPosition',
    ],
    [
      'a broken pattern',
      { SourceParameters: { ...SourceParameters, FilterCriteria: { Filters: [{ Pattern: '{' }] } } },
      'Invalid filter pattern',
    ],
    [
      'six filters',
      { SourceParameters: { ...SourceParameters, FilterCriteria: { Filters: Array(6).fill({ Pattern: '{"a":["b"]}' }) } } },
      '5 filters',
    ],
    [
      'parameters of another target',
      { TargetParameters: { LambdaFunctionParameters: { InvocationType: 'REQUEST_RESPONSE' } } },
      'do not fit',
    ],
    ['an unknown variable', { TargetParameters: { InputTemplate: '{"a": <aws.pipes.none>}' } }, '<aws.pipes.none>'],
    [
      'an endpoint id',
      {
        Target: 'arn:aws:events:eu-west-1:000000000000:event-bus/default',
        TargetParameters: { EventBridgeEventBusParameters: { EndpointId: 'a.b' } },
      },
      'EndpointId',
    ],
    ['a role that Pipes may not assume', { RoleArn: 'arn:aws:iam::000000000000:role/none' }, 'cannot be assumed'],
  ])('when it has %s, then it is refused', async (_what, more, message) => {
    await expect(create(more)).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining(message) });
  });
});
