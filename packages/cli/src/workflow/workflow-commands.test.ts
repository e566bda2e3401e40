import { stripVTControlCharacters } from 'node:util';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type LocalAws, startLocalAws, virtualClock } from '@plumbline/local-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listExecutions, showExecution } from './workflow-commands.ts';

const FAILS = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem',
  Parameters: { TableName: 'none', Key: { id: { S: 'a' } } },
};
const ORDER = {
  StartAt: 'Pay',
  States: {
    Pay: {
      ...FAILS,
      Next: 'Both',
      Retry: [{ ErrorEquals: ['DynamoDb.ResourceNotFoundException'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Both' }],
    },
    Both: {
      Type: 'Parallel',
      Next: 'Each',
      Branches: [
        { StartAt: 'Mail', States: { Mail: { Type: 'Wait', Seconds: 5, Next: 'Sent' }, Sent: { Type: 'Pass', End: true } } },
        { StartAt: 'Tell', States: { Tell: { Type: 'Pass', End: true } } },
      ],
    },
    Each: {
      Type: 'Map',
      ItemsPath: '$[0].none',
      ItemProcessor: { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } },
      End: true,
    },
  },
};
const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const machine = (name: string, definition: object) => ({ name, role_arn: '${aws_iam_role.m.arn}', definition: JSON.stringify(definition) });

let aws: LocalAws;
let stepFunctions: SFNClient;
beforeAll(async () => {
  const clock = virtualClock(Date.UTC(2026, 0, 1), async () => aws?.idle());
  const resources = {
    aws_iam_role: {
      m: { name: 'm', assume_role_policy: policy({ Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }) },
    },
    aws_iam_role_policy: { m: { role: '${aws_iam_role.m.name}', policy: policy({ Action: '*', Resource: '*' }) } },
    aws_sfn_state_machine: {
      order: machine('process-order', ORDER),
      waiting: machine('waiting', { StartAt: 'Human', States: { Human: { Type: 'Wait', Seconds: 9_999, End: true } } }),
    },
  };
  aws = await startLocalAws({ stacks: [{ name: 'w', directory: '/nowhere', data: {}, resources }], port: 0, clock });
  stepFunctions = new SFNClient({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const begin = (name: string, machineName: string) =>
    stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: `arn:aws:states:eu-west-1:000000000000:stateMachine:${machineName}`,
        name,
        input: '{"id":"o-1"}',
      }),
    );
  await begin('o-1', 'process-order');
  await clock.advance({ seconds: 20 });
  await begin('o-2', 'waiting');
  await aws.idle();
});
afterAll(async () => {
  stepFunctions.destroy();
  await aws.stop();
});

const at = () => ({ stepFunctions, where: aws.url });
const said = async (run: (say: (line: string) => void) => Promise<void>): Promise<readonly string[]> => {
  const lines: string[] = [];
  await run((line) => void lines.push(...stripVTControlCharacters(line).split('\n')));
  return lines;
};
const show = (execution: string, more: object = {}) =>
  said((say) => showExecution(at(), execution, { json: false, data: false, ...more }, say));
const list = (more: object = {}) => said((say) => listExecutions(at(), { max: 20, ...more }, say));

describe('plumb workflow list', () => {
  it.each([
    [{}, ['RUNNING    waiting  o-2', 'FAILED     process-order  o-1']],
    [{ machine: 'order' }, ['FAILED     process-order  o-1']],
    [{ status: 'RUNNING' }, ['RUNNING    waiting  o-2']],
    [{ max: 1 }, ['RUNNING    waiting  o-2']],
  ])('when the flags are %j, then the executions are %j', async (flags, expected) => {
    expect((await list(flags)).map((line) => line.slice(21))).toEqual(expected);
  });

  it('when there are none, then it says so', async () => {
    expect(await list({ machine: 'none' })).toEqual([`no executions at ${aws.url}`]);
  });
});

describe('plumb workflow show', () => {
  it('when an execution has ended, then its states are drawn in order, with retries, caught errors and depth', async () => {
    const [head = '', ...lines] = await show('o-1');
    expect(head).toMatch(/^process-order o-1 {2}FAILED {2}9\.0 s {2}2026-01-01T00:00:00\.000Z$/);
    const rows = lines.map((line) =>
      line
        .trimEnd()
        .replace(/█+/, '█')
        .replace(/(?<=\S) {2,}/g, ' '),
    );
    expect(rows).toEqual([
      '  ! Pay █ 4.0 s Task 2 retries caught',
      ...Array(3).fill(expect.stringMatching(/^ {4}DynamoDb\.ResourceNotFoundException: Requested resource not found/)),
      '  ✓ Both █ 5.0 s Parallel',
      '  ✓ Mail █ 5.0 s Wait',
      '  ✓ Tell █ 0 ms Pass',
      '  ✓ Sent █ 0 ms Pass',
      '  ✗ Each █ 0 ms Map',
      expect.stringMatching(/^ {2}States\.Runtime: /),
    ]);
  });

  it('when a state is within a branch, then it is indented', async () => {
    const lines = await show('o-1');
    const indent = (name: string): number | undefined => lines.find((line) => line.includes(` ${name} `))?.indexOf(name);
    expect([indent('Both'), indent('Mail'), indent('Sent'), indent('Each')]).toEqual([4, 6, 6, 4]);
  });

  it('when it runs, then the state that it is in is marked', async () => {
    expect(await show('o-2')).toEqual([expect.stringMatching(/^waiting o-2 {2}RUNNING/), expect.stringMatching(/^ {2}… Human .* Wait$/)]);
  });

  it('when data is asked for, then input and output are shown', async () => {
    expect((await show('o-2', { data: true })).filter((line) => line.includes('input'))).toEqual([
      '    input  {"id":"o-1"}',
      '      input  {"id":"o-1"}',
    ]);
  });

  it('when JSON is asked for, then it has the execution and its steps', async () => {
    const shown = JSON.parse((await show('o-1', { json: true })).join('')) as {
      status: string;
      steps: { name: string; retries: number }[];
    };
    expect(shown.status).toBe('FAILED');
    expect(shown.steps[0]).toMatchObject({ name: 'Pay', type: 'Task', retries: 2, outcome: 'caught', errors: [{}, {}, {}] });
  });

  it('when it is named by its ARN, then it is the same', async () => {
    expect(await show('arn:aws:states:eu-west-1:000000000000:execution:process-order:o-1')).toEqual(await show('o-1'));
  });

  it.each([
    ['none', 'No execution at'],
    ['arn:aws:states:eu-west-1:000000000000:express:m:e:1', 'keeps no history of express executions'],
  ])('when it is %s, then the error says: %s', async (execution, message) => {
    await expect(show(execution)).rejects.toThrow(message);
  });
});
