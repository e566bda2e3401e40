import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeployingFunctions, type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

const FunctionName = 'f';
let directory: string;
let stand: FunctionStand;
let client: LambdaClient;

type Deploy = (services: DeployingFunctions) => unknown;

const begin = async (deploy: Deploy): Promise<void> => {
  stand = await startFunctionStand({
    file: join(directory, 'state.db'),
    deploy(services) {
      services.sqs.putQueue({ name: 'q' });
      return deploy(services);
    },
  });
  client = new LambdaClient({ ...stand.clientConfig, maxAttempts: 1 });
};
const end = async (): Promise<void> => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
};
const restart = async (deploy: Deploy): Promise<void> => {
  await end();
  await begin(deploy);
};
const deployed = ({ putFunction }: DeployingFunctions, reservedConcurrency?: number): Promise<string> =>
  putFunction('f', 'export const handler = ({ Records }) => console.log(Records.length);', {
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
  });
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:q';
const FUNCTION = 'arn:aws:lambda:eu-west-1:000000000000:function:f';
const DECLARED = { queueArn: QUEUE, functionArn: FUNCTION, batchSize: 3, windowSeconds: 0, reportsFailures: false };

const concurrency = async () => (await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
const retries = async () => (await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).MaximumRetryAttempts;
const sids = async () => {
  const { Policy = '' } = await client.send(new GetPolicyCommand({ FunctionName }));
  return (JSON.parse(Policy) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
};
const mappings = async () => (await client.send(new ListEventSourceMappingsCommand({}))).EventSourceMappings ?? [];
const batchSizes = async () => (await mappings()).map(({ BatchSize }) => BatchSize);
const warnings = (): readonly string[] => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : []));

/** All resources that the API can create for a function. */
const makeAll = async (): Promise<void> => {
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 7 }));
  await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 1 }));
  const grant = { FunctionName, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
  await client.send(new AddPermissionCommand({ ...grant, StatementId: 'made' }));
  await client.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn: QUEUE, BatchSize: 5 }));
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'restart-'));
  await begin(deployed);
});
afterEach(async () => {
  await end();
  rmSync(directory, { recursive: true });
});

describe('the resources of the API', () => {
  it('when local-aws restarts, then all of them exist and work', async () => {
    await makeAll();
    const [before] = await mappings();
    await restart(deployed);
    expect(await concurrency()).toBe(7);
    expect(await retries()).toBe(1);
    expect(await sids()).toEqual(['made']);
    expect(await mappings()).toEqual([before]);
    expect(stand.lambda.permits(FUNCTION, 'events.amazonaws.com', 'arn:any')).toBe(true);
    stand.sqs.send(QUEUE, { body: 'a' });
    await stand.settled();
    expect(stand.logLines('f')).toContain('1');
  });

  it('when Terraform declares it at the next start, then that wins, for good', async () => {
    await makeAll();
    const declare: Deploy = async (services) => {
      await deployed(services, 9);
      services.lambda.putAsyncConfig('f', { retriesMax: 2 });
      services.lambda.addPermission('f', { Sid: 'made', Effect: 'Allow', Action: 'lambda:Get*', Principal: '*' });
      services.lambda.putEventSourceMapping(DECLARED);
    };
    await restart(declare);
    expect(await concurrency()).toBe(9);
    expect(await retries()).toBe(2);
    expect(await sids()).toEqual(['made']);
    expect(await batchSizes()).toEqual([3]);
    expect(stand.lambda.permits(FUNCTION, 'events.amazonaws.com', 'arn:any')).toBe(false);
    await restart(deployed);
    expect(await concurrency()).toBeUndefined();
    expect(await batchSizes()).toEqual([]);
    await expect(retries()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(sids()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('when the function is missing at the next start, then they are dropped with warnings', async () => {
    await makeAll();
    await restart(async () => undefined);
    expect(warnings()).toEqual([
      'The function f no longer exists; the reserved concurrency that the API created for it is dropped.',
      'The function f no longer exists; the event invoke configuration that the API created for it is dropped.',
      'The function f no longer exists; a permission that the API created for it is dropped.',
      `The function ${FUNCTION} no longer exists; an event source mapping that the API created for it is dropped.`,
    ]);
    await restart(deployed);
    expect(await concurrency()).toBeUndefined();
    expect(await mappings()).toEqual([]);
  });

  it('when a mapping can no longer poll, then the others start, and a warning reports it', async () => {
    await makeAll();
    const weak: Deploy = ({ putFunction, putRole }) =>
      putFunction('f', '', { roleArn: putRole('weak', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }) });
    await restart(weak);
    expect(warnings()).toEqual([
      expect.stringMatching(/^The event source mapping .* does not run: .*is not authorized to perform: sqs:Rec/),
    ]);
  });
});

describe('the resources that Terraform declares', () => {
  it('when the API changes it, then that counts until the next start', async () => {
    const declare: Deploy = async (services) => {
      await deployed(services, 9);
      services.lambda.putAsyncConfig('f', { retriesMax: 2 });
      services.lambda.putEventSourceMapping(DECLARED);
    };
    await restart(declare);
    const [before] = await mappings();
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 7 }));
    await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
    await client.send(new UpdateEventSourceMappingCommand({ UUID: before?.UUID, BatchSize: 1, Enabled: false }));
    expect(await concurrency()).toBe(7);
    expect(await retries()).toBe(0);
    expect(await batchSizes()).toEqual([1]);
    await restart(declare);
    expect(await concurrency()).toBe(9);
    expect(await retries()).toBe(2);
    expect(await mappings()).toEqual([before]);
  });
});
