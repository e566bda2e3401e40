import type { Statement } from '@plumbline/iam-policy';
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

describe('another execution', () => {
  const child = (definition: object): string => stand.putMachine(definition);
  const start = (suffix: string, StateMachineArn: string, more: object = {}): object =>
    taskMachine(`arn:aws:states:::states:startExecution${suffix}`, { Parameters: { StateMachineArn, 'Input.$': '$', ...more } });
  const WAIT = {
    StartAt: 'W',
    States: { W: { Type: 'Wait', Seconds: 60, Next: 'P' }, P: { Type: 'Pass', Result: { done: true }, End: true } },
  };

  it('when it is only begun, then the task does not wait for it', async () => {
    const ran = await stand.run(start('', child(WAIT), { Name: 'begun' }), { a: 1 });
    const executionArn = expect.stringMatching(/:execution:machine-\d+:begun$/);
    expect(ran.output).toMatchObject({ ExecutionArn: executionArn, StartDate: stand.clock.now() });
  });

  it.each([
    ['.sync:2', { a: 1 }, { done: true }],
    ['.sync', '{"a":1}', '{"done":true}'],
  ])('when it is awaited with %s, then its end is the result', async (suffix, Input, Output) => {
    const stateMachineArn = child(WAIT);
    const executionArn = stand.begin(stand.putMachine(start(suffix, stateMachineArn)), { a: 1 });
    await stand.clock.advance({ seconds: 59 });
    expect((await stand.describe(executionArn)).status).toBe('RUNNING');
    await stand.clock.advance({ seconds: 2 });
    expect((await stand.describe(executionArn)).output).toMatchObject({
      Status: 'SUCCEEDED',
      Input,
      Output,
      StateMachineArn: stateMachineArn,
    });
  });

  it('when it fails, then the task fails with its description', async () => {
    const failing = child({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Mine', Cause: 'because' } } });
    const ran = await stand.run(start('.sync:2', failing));
    expect(ran.error).toBe('States.TaskFailed');
    expect(JSON.parse(ran.cause ?? '')).toEqual(expect.objectContaining({ Status: 'FAILED', Error: 'Mine', Cause: 'because' }));
  });

  it('when the task that waits runs out of time, then the awaited one is stopped', async () => {
    const stateMachineArn = child(WAIT);
    const Parameters = { StateMachineArn: stateMachineArn, 'Input.$': '$' };
    const definition = taskMachine('arn:aws:states:::states:startExecution.sync:2', { Parameters, TimeoutSeconds: 10 });
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.clock.advance({ minutes: 5 });
    expect(await stand.describe(executionArn)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
    expect(stand.store.prepare('select status from sfn_execution where machine_arn = ?').all(stateMachineArn)).toEqual([
      { status: 'ABORTED' },
    ]);
  });

  it('when the one that waits ends, then the awaited one is stopped', async () => {
    const stateMachineArn = child(WAIT);
    const definition = { ...start('.sync:2', stateMachineArn), TimeoutSeconds: 10 };
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.clock.advance({ minutes: 5 });
    expect((await stand.describe(executionArn)).status).toBe('TIMED_OUT');
    expect(stand.store.prepare('select status from sfn_execution where machine_arn = ?').all(stateMachineArn)).toEqual([
      { status: 'ABORTED' },
    ]);
  });

  it.each([
    [
      'does not exist',
      () => 'arn:aws:states:eu-west-1:000000000000:stateMachine:none',
      [],
      'StepFunctions.StateMachineDoesNotExistException',
    ],
    [
      'may not be begun',
      () => child(WAIT),
      [{ Effect: 'Allow', Action: 'states:Describe*', Resource: '*' } satisfies Statement],
      'StepFunctions.AWSStepFunctionsException',
    ],
  ])('when the machine %s, then the task fails', async (_, arn, statements, name) => {
    const executionArn = stand.begin(stand.putMachine(start('', arn()), { statements }));
    await stand.settled();
    expect(await stand.describe(executionArn)).toMatchObject({ status: 'FAILED', error: name });
  });
});
