import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MachineStand, startMachineStand, WAIT } from '../testing/machine-stand.ts';

let stand: MachineStand;

beforeEach(async () => {
  stand = await startMachineStand();
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

describe('permissions', () => {
  const WAITING = 'arn:aws:states:eu-west-1:000000000000:execution:m:one';
  const MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
  const TOKEN = Buffer.from(`sfn1 ${WAITING} ${'0'.repeat(48)}`).toString('base64');
  type Call = (sfn: SFNClient) => Promise<unknown>;

  it.each<readonly [action: string, resource: string, call: Call, answer: string]>([
    ['states:StartExecution', MACHINE, (sfn) => sfn.send(new StartExecutionCommand({ stateMachineArn: MACHINE })), 'ok'],
    [
      'states:StartSyncExecution',
      MACHINE,
      (sfn) => sfn.send(new StartSyncExecutionCommand({ stateMachineArn: MACHINE })),
      'StateMachineTypeNotSupported',
    ],
    ['states:DescribeExecution', WAITING, (sfn) => sfn.send(new DescribeExecutionCommand({ executionArn: WAITING })), 'ok'],
    ['states:GetExecutionHistory', WAITING, (sfn) => sfn.send(new GetExecutionHistoryCommand({ executionArn: WAITING })), 'ok'],
    ['states:StopExecution', WAITING, (sfn) => sfn.send(new StopExecutionCommand({ executionArn: WAITING })), 'ok'],
    [
      'states:DescribeStateMachineForExecution',
      WAITING,
      (sfn) => sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn: WAITING })),
      'ok',
    ],
    ['states:ListExecutions', MACHINE, (sfn) => sfn.send(new ListExecutionsCommand({ stateMachineArn: MACHINE })), 'ok'],
    ['states:DescribeStateMachine', MACHINE, (sfn) => sfn.send(new DescribeStateMachineCommand({ stateMachineArn: MACHINE })), 'ok'],
    ['states:ListStateMachines', '*', (sfn) => sfn.send(new ListStateMachinesCommand({})), 'ok'],
    ['states:SendTaskSuccess', MACHINE, (sfn) => sfn.send(new SendTaskSuccessCommand({ taskToken: TOKEN, output: '1' })), 'TaskTimedOut'],
    ['states:SendTaskFailure', MACHINE, (sfn) => sfn.send(new SendTaskFailureCommand({ taskToken: TOKEN })), 'TaskTimedOut'],
    ['states:SendTaskHeartbeat', MACHINE, (sfn) => sfn.send(new SendTaskHeartbeatCommand({ taskToken: TOKEN })), 'TaskTimedOut'],
  ])('when a role may do %s on %s, then it may do that and nothing else', async (action, resource, call, answer) => {
    stand.begin(stand.putMachine(WAIT, { name: 'm' }), {});
    stand.stepfunctions.startExecution(MACHINE, '{}', { name: 'one' });
    const outcome = async (name: string, allowed: string): Promise<string> => {
      const { credentials } = stand.iam.assumeRole(
        stand.putRole(name, { Effect: 'Allow', Action: allowed, Resource: resource }),
        'session',
      );
      const client = new SFNClient({ ...stand.clientConfig, credentials, disableHostPrefix: true });
      const code = await call(client).then(
        () => 'ok',
        (error: Error) => error.name,
      );
      client.destroy();
      return code;
    };
    expect(await outcome('allowed', action)).toEqual(answer);
    expect(await outcome('other', 'states:DeleteStateMachine')).toBe('AccessDeniedException');
  });
});
