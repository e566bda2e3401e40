import { ListExecutionsCommand, StartExecutionCommand, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
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

const START = Date.UTC(2026, 0, 1);

describe('express machines', () => {
  it('when one is called synchronously, then the answer has its output', async () => {
    const stateMachineArn = stand.putMachine(PASS, { name: 'm', type: 'EXPRESS' });
    const { $metadata: _, ...answer } = await stand.sfn.send(
      new StartSyncExecutionCommand({ stateMachineArn, name: 'one', input: '{"a":1}' }),
    );
    expect(answer).toEqual({
      executionArn: expect.stringMatching(/^arn:aws:states:eu-west-1:000000000000:express:m:one:[0-9a-f-]{36}$/),
      stateMachineArn,
      name: 'one',
      startDate: new Date(START),
      stopDate: new Date(START),
      status: 'SUCCEEDED',
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
      billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
    });
  });

  it('when it fails, then the response has the failure and is not an error', async () => {
    const stateMachineArn = stand.putMachine(FAIL, { type: 'EXPRESS' });
    expect(await stand.sfn.send(new StartSyncExecutionCommand({ stateMachineArn }))).toMatchObject({
      status: 'FAILED',
      error: 'Mine',
      cause: 'because',
    });
  });

  it('when names are the same, then the executions are not, and nothing is left of them', async () => {
    const stateMachineArn = stand.putMachine(PASS, { type: 'EXPRESS' });
    const start = () => stand.sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'one' }));
    const arns = [(await start()).executionArn, (await start()).executionArn];
    expect(new Set(arns).size).toBe(2);
    await stand.settled();
    expect(stand.store.prepare('select id from sfn_execution union all select id from sfn_event').all()).toEqual([]);
  });

  it('when it runs for five minutes, then its time is up', async () => {
    const definition = { StartAt: 'S', States: { S: { Type: 'Wait', Seconds: 301, End: true } } };
    const stateMachineArn = stand.putMachine(definition, { type: 'EXPRESS' });
    const answer = stand.sfn.send(new StartSyncExecutionCommand({ stateMachineArn }));
    await expect.poll(() => stand.store.prepare("select id from sfn_frame where phase = 'wait'").all()).toHaveLength(1);
    await stand.clock.advance({ minutes: 5 });
    expect(await answer).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date(START + 300_000) });
  });

  it('when an operation is for the other type, then the error reports it', async () => {
    const [standard, express] = [stand.putMachine(PASS), stand.putMachine(PASS, { type: 'EXPRESS' })];
    const refused = { name: 'StateMachineTypeNotSupported', message: 'This operation is not supported by this type of state machine' };
    await expect(stand.sfn.send(new StartSyncExecutionCommand({ stateMachineArn: standard }))).rejects.toMatchObject(refused);
    await expect(stand.sfn.send(new ListExecutionsCommand({ stateMachineArn: express }))).rejects.toMatchObject(refused);
  });

  it('when local-aws stops during a synchronous call, then the caller receives an error', async () => {
    const own = await startMachineStand();
    const stateMachineArn = own.putMachine(WAIT, { type: 'EXPRESS' });
    const answer = own.sfn.send(new StartSyncExecutionCommand({ stateMachineArn })).catch((error: Error) => error);
    await expect.poll(() => own.store.prepare("select id from sfn_frame where phase = 'wait'").all()).toHaveLength(1);
    await own.stop();
    expect(await answer).toBeInstanceOf(Error);
  });
});
