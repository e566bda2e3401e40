import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FAIL, type MachineStand, PASS, startMachineStand, WAIT } from './testing/machine-stand.ts';

let stand: MachineStand;

beforeEach(async () => {
  stand = await startMachineStand();
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const NOBODY = 'arn:aws:states:eu-west-1:000000000000:stateMachine:nobody';
const START = Date.UTC(2026, 0, 1);

describe('StartExecution', () => {
  it('when it is answered, then the execution runs and is described', async () => {
    const stateMachineArn = stand.putMachine(PASS, { name: 'm' });
    const { executionArn, startDate } = await stand.sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{"a":1}' }));
    expect(executionArn).toBe('arn:aws:states:eu-west-1:000000000000:execution:m:one');
    expect(startDate?.getTime()).toEqual(START);
    await stand.settled();
    const { $metadata: _, ...description } = await stand.sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(description).toEqual({
      executionArn,
      stateMachineArn,
      name: 'one',
      status: 'SUCCEEDED',
      startDate: new Date(START),
      stopDate: new Date(START),
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });

  it('when the input is left out, then it is an empty object, and the name is generated', async () => {
    const stateMachineArn = stand.putMachine(PASS);
    const { executionArn } = await stand.sfn.send(new StartExecutionCommand({ stateMachineArn }));
    await stand.settled();
    expect(await stand.sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      input: '{}',
      name: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('when one of the same name and input runs, then it is that one; with another input, or ended, it exists already', async () => {
    const stateMachineArn = stand.putMachine(WAIT, { name: 'm' });
    const start = (input: string) => stand.sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input }));
    const refused = {
      name: 'ExecutionAlreadyExists',
      message: "Execution Already Exists: 'arn:aws:states:eu-west-1:000000000000:execution:m:one'",
    };
    const [first, second] = [await start('{}'), await start('{}')];
    expect(second.executionArn).toBe(first.executionArn);
    await expect(start('{"a":1}')).rejects.toMatchObject(refused);
    await stand.clock.advance({ minutes: 2 });
    await expect(start('{}')).rejects.toMatchObject(refused);
  });

  it.each([
    [{ stateMachineArn: NOBODY }, 'StateMachineDoesNotExist', `State Machine Does Not Exist: '${NOBODY}'`],
    [{ input: '{' }, 'InvalidExecutionInput', /^Invalid State Machine Execution Input: '.+'$/],
    [{ input: '' }, 'InvalidExecutionInput', "Invalid State Machine Execution Input: 'Invalid execution input.'"],
    [{ name: 'a b' }, 'InvalidName', "Invalid Name: 'a b'"],
    [{ name: 'a:b' }, 'InvalidName', "Invalid Name: 'a:b'"],
    [
      { name: 'n'.repeat(81) },
      'ValidationException',
      /at 'name' failed to satisfy constraint: Member must have length less than or equal to 80$/,
    ],
    [
      { input: `"${'x'.repeat(262_144)}"` },
      'ValidationException',
      "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have size less than or equal to 262144 bytes in UTF-8 encoding",
    ],
  ])('when it is given %j, then it is refused with %s', async (input, name, message) => {
    const stateMachineArn = stand.putMachine(PASS);
    await expect(stand.sfn.send(new StartExecutionCommand({ stateMachineArn, ...input }))).rejects.toMatchObject({
      name,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('when the write around it is rolled back, then there is no execution', async () => {
    const arn = stand.putMachine(PASS, { name: 'm' });
    expect(() =>
      stand.store.write(() => {
        stand.stepfunctions.startExecution(arn, '{}', { name: 'one' });
        throw new Error('undo');
      }),
    ).toThrow('undo');
    await stand.settled();
    expect((await stand.sfn.send(new ListExecutionsCommand({ stateMachineArn: arn }))).executions).toEqual([]);
  });
});

describe('executions that are looked at', () => {
  it('when a machine has many, then they are listed newest first, by status and in pages', async () => {
    const stateMachineArn = stand.putMachine(PASS, { name: 'm' });
    for (const name of ['a', 'b', 'c']) stand.stepfunctions.startExecution(stateMachineArn, '{}', { name });
    await stand.settled();
    stand.putMachine(WAIT, { name: 'm' });
    stand.stepfunctions.startExecution(stateMachineArn, '{}', { name: 'd' });
    await stand.settled();
    const list = async (more: object) => {
      const { executions = [], nextToken } = await stand.sfn.send(new ListExecutionsCommand({ stateMachineArn, ...more }));
      return { names: executions.map(({ name, status }) => `${name} ${status}`), nextToken };
    };
    const first = await list({ maxResults: 2 });
    expect(first.names).toEqual(['d RUNNING', 'c SUCCEEDED']);
    expect(await list({ maxResults: 2, nextToken: first.nextToken })).toEqual({
      names: ['b SUCCEEDED', 'a SUCCEEDED'],
      nextToken: undefined,
    });
    expect((await list({ statusFilter: 'RUNNING' })).names).toEqual(['d RUNNING']);
    await expect(list({ maxResults: 1_001 })).rejects.toMatchObject({
      message:
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    });
    await expect(list({ statusFilter: 'succeeded' })).rejects.toMatchObject({
      message:
        "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
    });
    await expect(list({ nextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it.each([
    [
      'arn:aws:states:eu-west-1:000000000000:execution:m:none',
      'ExecutionDoesNotExist',
      "Execution Does Not Exist: 'arn:aws:states:eu-west-1:000000000000:execution:m:none'",
    ],
    ['nonsense', 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'"],
    [
      'arn:aws:states:eu-west-1:000000000000:express:m:a:b',
      'InvalidArn',
      "Invalid Arn: 'Resource type not valid in this context: express'",
    ],
  ])('when the ARN is %s, then it is refused with %s', async (executionArn, name, message) => {
    const refused = { name, message };
    await expect(stand.sfn.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject(refused);
    await expect(stand.sfn.send(new GetExecutionHistoryCommand({ executionArn }))).rejects.toMatchObject(refused);
    await expect(stand.sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).rejects.toMatchObject(refused);
    await expect(stand.sfn.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject(refused);
  });

  it('when an execution has failed, then its error and cause are shown, and redrive is refused by name', async () => {
    const executionArn = stand.begin(stand.putMachine(FAIL));
    await stand.settled();
    expect(await stand.describe(executionArn)).toEqual({ status: 'FAILED', error: 'Mine', cause: 'because' });
    await expect(stand.sfn.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('states RedriveExecution'),
    });
  });

  it('when the history is requested in pages or backwards, then it is returned so, without data if requested', async () => {
    const executionArn = stand.begin(stand.putMachine(PASS), { a: 1 });
    await stand.settled();
    const page = (more: object) => stand.sfn.send(new GetExecutionHistoryCommand({ executionArn, ...more }));
    const first = await page({ maxResults: 3 });
    const second = await page({ maxResults: 3, ...(first.nextToken === undefined ? {} : { nextToken: first.nextToken }) });
    expect([...(first.events ?? []), ...(second.events ?? [])].map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1 ExecutionStarted',
      '2 PassStateEntered',
      '3 PassStateExited',
      '4 ExecutionSucceeded',
    ]);
    expect((await page({ reverseOrder: true, maxResults: 2 })).events?.map(({ id }) => id)).toEqual([4, 3]);
    expect((await page({ includeExecutionData: false })).events?.[1]).toMatchObject({ stateEnteredEventDetails: { name: 'S' } });
    expect((await page({ includeExecutionData: false })).events?.[1]?.stateEnteredEventDetails?.input).toBeUndefined();
  });
});

describe('StopExecution', () => {
  it('when an execution runs, then it is aborted with error and cause, and its timer does nothing more', async () => {
    const executionArn = stand.begin(stand.putMachine(WAIT));
    await stand.settled();
    const { stopDate } = await stand.sfn.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }));
    expect(stopDate?.getTime()).toBe(START);
    await stand.clock.advance({ hours: 1 });
    expect(await stand.describe(executionArn)).toEqual({ status: 'ABORTED', error: 'Enough', cause: 'of it' });
    const events = await stand.history(executionArn);
    expect(events.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
      ['ExecutionStarted', 0],
      ['WaitStateEntered', 0],
      ['ExecutionAborted', 0],
    ]);
  });

  it('when it has ended, then nothing changes', async () => {
    const executionArn = stand.begin(stand.putMachine(PASS));
    await stand.clock.advance({ hours: 1 });
    const { stopDate } = await stand.sfn.send(new StopExecutionCommand({ executionArn }));
    expect(stopDate?.getTime()).toEqual(START);
    expect((await stand.describe(executionArn)).status).toBe('SUCCEEDED');
  });
});

describe('state machines that are looked at', () => {
  it('when they are deployed, then they are listed by name and described', async () => {
    stand.putMachine(PASS, { name: 'b', type: 'EXPRESS' });
    const stateMachineArn = stand.putMachine(PASS, {
      name: 'a',
      tracing: true,
      logging: { logGroup: 'g', level: 'ALL', includeData: true },
    });
    const { stateMachines = [] } = await stand.sfn.send(new ListStateMachinesCommand({}));
    expect(stateMachines.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'STANDARD'],
      ['b', 'EXPRESS'],
    ]);
    const paged = await stand.sfn.send(new ListStateMachinesCommand({ maxResults: 1 }));
    const rest = await stand.sfn.send(new ListStateMachinesCommand({ maxResults: 1, nextToken: paged.nextToken }));
    expect([paged, rest].map(({ stateMachines: page }) => page?.map(({ name }) => name))).toEqual([['a'], ['b']]);
    expect(rest.nextToken).toBeUndefined();
    expect(await stand.sfn.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      stateMachineArn,
      name: 'a',
      status: 'ACTIVE',
      type: 'STANDARD',
      definition: JSON.stringify(PASS),
      roleArn: 'arn:aws:iam::000000000000:role/a-role',
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:eu-west-1:000000000000:log-group:g:*' } }],
      },
      tracingConfiguration: { enabled: true },
    });
    await expect(stand.sfn.send(new DescribeStateMachineCommand({ stateMachineArn: NOBODY }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
  });

  it('when a machine is deployed again, then running executions keep the definition that they started with', async () => {
    const stateMachineArn = stand.putMachine(WAIT, { name: 'm' });
    const executionArn = stand.begin(stateMachineArn, { a: 1 });
    await stand.settled();
    stand.putMachine(FAIL, { name: 'm' });
    await stand.clock.advance({ minutes: 2 });
    expect(await stand.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: { a: 1 } });
    const { definition } = await stand.sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(definition).toBe(JSON.stringify(WAIT));
  });
});

describe('task tokens', () => {
  it('when a token never was one, then it is invalid', async () => {
    const refused = { name: 'InvalidToken', message: "Invalid Token: 'Invalid token'" };
    const taskToken = 'nonsense';
    await expect(stand.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))).rejects.toMatchObject(refused);
    await expect(stand.sfn.send(new SendTaskFailureCommand({ taskToken }))).rejects.toMatchObject(refused);
    await expect(stand.sfn.send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toMatchObject(refused);
  });

  it('when the output is not JSON, then it is refused', async () => {
    await expect(stand.sfn.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '{' }))).rejects.toMatchObject({
      name: 'InvalidOutput',
    });
  });
});
