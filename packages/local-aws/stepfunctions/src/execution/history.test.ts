import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { type MachineStand, startMachineStand } from '../testing/machine-stand.ts';

let stand: MachineStand;

beforeAll(async () => {
  stand = await startMachineStand();
});
afterEach(() => expect(stand.errors).toEqual([]));
afterAll(() => stand.stop());

const historyOf = async (definition: object, input: Json) => {
  const executionArn = stand.begin(stand.putMachine(definition), input);
  await stand.clock.advance({ minutes: 5 });
  return stand.history(executionArn);
};
const branch = (name: string, fields: object): object => ({ StartAt: name, States: { [name]: fields } });
const parallel = (branches: readonly object[], more: object = {}): object =>
  branch('P', { Type: 'Parallel', Branches: branches, End: true, ...more });
const boom = branch('Boom', { Type: 'Fail', Error: 'MyError', Cause: 'my cause' });
const send = branch('Send', {
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  Parameters: { QueueUrl: 'http://127.0.0.1/000000000000/missing', MessageBody: 'hi' },
  End: true,
});
const undef = branch('Undef', { Type: 'Pass', Output: { v: '{% $states.input.missing %}' }, End: true });
const JSONATA = { QueryLanguage: 'JSONata' };

/** Read off real Step Functions by others: github.com/floci-io/floci, AslExecutorBranchHistoryEventsTest, and the recordings of localstack. */
describe('the history, as it was recorded on AWS', () => {
  it.each<readonly [rule: string, definition: object, input: Json, events: readonly string[]]>([
    [
      'a state',
      branch('S', { Type: 'Pass', End: true }),
      {},
      ['ExecutionStarted 0', 'PassStateEntered 0', 'PassStateExited 2', 'ExecutionSucceeded 3'],
    ],
    [
      'a mistake in a branch: nothing fails but the execution',
      parallel([branch('Fast', { Type: 'Pass', Parameters: { 'm.$': '$.nope' }, End: true })]),
      { x: 'a' },
      ['ExecutionStarted 0', 'ParallelStateEntered 0', 'ParallelStateStarted 2', 'PassStateEntered 3', 'ExecutionFailed 4'],
    ],
    [
      'a Fail state in a branch',
      parallel([boom]),
      {},
      [
        'ExecutionStarted 0',
        'ParallelStateEntered 0',
        'ParallelStateStarted 2',
        'FailStateEntered 3',
        'ParallelStateFailed 4',
        'ExecutionFailed 5',
      ],
    ],
    [
      'a caught failure of an expression in a branch',
      {
        ...JSONATA,
        StartAt: 'P',
        States: {
          P: { Type: 'Parallel', Branches: [undef], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handled' }], End: true },
          Handled: { Type: 'Pass', End: true },
        },
      },
      { x: 'a' },
      [
        'ExecutionStarted 0',
        'ParallelStateEntered 0',
        'ParallelStateStarted 2',
        'PassStateEntered 3',
        'EvaluationFailed 4',
        'ParallelStateFailed 5',
        'ParallelStateExited 6',
        'PassStateEntered 7',
        'PassStateExited 8',
        'ExecutionSucceeded 9',
      ],
    ],
    [
      'a Parallel state that is retried',
      parallel([boom], { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1, IntervalSeconds: 1 }] }),
      {},
      [
        'ExecutionStarted 0',
        'ParallelStateEntered 0',
        'ParallelStateStarted 2',
        'FailStateEntered 3',
        'ParallelStateStarted 4',
        'FailStateEntered 5',
        'ParallelStateFailed 6',
        'ExecutionFailed 7',
      ],
    ],
    [
      'a mistake of the Parallel state after its branches',
      parallel([branch('Ok', { Type: 'Pass', End: true })], { ResultSelector: { 'm.$': '$.nope' } }),
      {},
      [
        'ExecutionStarted 0',
        'ParallelStateEntered 0',
        'ParallelStateStarted 2',
        'PassStateEntered 3',
        'PassStateExited 4',
        'ParallelStateSucceeded 5',
        'ExecutionFailed 6',
      ],
    ],
    [
      'a task that fails in a branch',
      {
        StartAt: 'P',
        States: {
          P: { Type: 'Parallel', Branches: [send], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handled' }], End: true },
          Handled: { Type: 'Pass', End: true },
        },
      },
      {},
      [
        'ExecutionStarted 0',
        'ParallelStateEntered 0',
        'ParallelStateStarted 2',
        'TaskStateEntered 3',
        'TaskScheduled 4',
        'TaskStarted 5',
        'TaskFailed 6',
        'TaskStateAborted 7',
        'ParallelStateFailed 7',
        'ParallelStateExited 9',
        'PassStateEntered 10',
        'PassStateExited 11',
        'ExecutionSucceeded 12',
      ],
    ],
    [
      'a Map over nothing',
      branch('M', { Type: 'Map', ItemProcessor: branch('I', { Type: 'Pass', End: true }), End: true }),
      [],
      ['ExecutionStarted 0', 'MapStateEntered 0', 'MapStateStarted 2', 'MapStateSucceeded 3', 'MapStateExited 3', 'ExecutionSucceeded 5'],
    ],
    [
      'iterations one after the other',
      branch('M', { Type: 'Map', MaxConcurrency: 1, ItemProcessor: branch('I', { Type: 'Pass', End: true }), End: true }),
      [1, 2],
      [
        'ExecutionStarted 0',
        'MapStateEntered 0',
        'MapStateStarted 2',
        'MapIterationStarted 3',
        'PassStateEntered 4',
        'PassStateExited 5',
        'MapIterationSucceeded 6',
        'MapIterationStarted 6',
        'PassStateEntered 8',
        'PassStateExited 9',
        'MapIterationSucceeded 10',
        'MapStateSucceeded 11',
        'MapStateExited 11',
        'ExecutionSucceeded 13',
      ],
    ],
    [
      'a failure in an iteration',
      { ...JSONATA, ...branch('M', { Type: 'Map', Items: '{% $states.input %}', MaxConcurrency: 1, ItemProcessor: undef, End: true }) },
      [1, 2],
      [
        'ExecutionStarted 0',
        'MapStateEntered 0',
        'MapStateStarted 2',
        'MapIterationStarted 3',
        'PassStateEntered 4',
        'EvaluationFailed 5',
        'MapIterationFailed 6',
        'MapStateFailed 6',
        'ExecutionFailed 8',
      ],
    ],
    [
      'a failure of Items, before the iterations',
      {
        ...JSONATA,
        ...branch('M', {
          Type: 'Map',
          Items: '{% $states.input.missing %}',
          ItemProcessor: branch('I', { Type: 'Pass', End: true }),
          End: true,
        }),
      },
      {},
      ['ExecutionStarted 0', 'MapStateEntered 0', 'EvaluationFailed 2', 'MapStateFailed 3', 'ExecutionFailed 4'],
    ],
    [
      'a failure in a catcher',
      {
        ...{ ...JSONATA, StartAt: 'P' },
        States: {
          P: {
            Type: 'Parallel',
            Branches: [boom],
            Catch: [
              { ErrorEquals: ['Other'], Next: 'Done' },
              { ErrorEquals: ['States.ALL'], Output: { v: '{% $states.input.missing %}' }, Next: 'Done' },
            ],
            End: true,
          },
          Done: { Type: 'Pass', End: true },
        },
      },
      {},
      [
        'ExecutionStarted 0',
        'ParallelStateEntered 0',
        'ParallelStateStarted 2',
        'FailStateEntered 3',
        'ParallelStateFailed 4',
        'EvaluationFailed 4',
        'ParallelStateFailed 6',
        'ExecutionFailed 7',
      ],
    ],
    [
      'what is cut short by the failure of another iteration',
      branch('M', {
        Type: 'Map',
        ItemProcessor: {
          StartAt: 'C',
          States: {
            C: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'W1' }], Default: 'W2' },
            W1: { Type: 'Wait', Seconds: 1, Next: 'Boom' },
            W2: { Type: 'Wait', Seconds: 2, End: true },
            Boom: { Type: 'Fail', Error: 'MyError' },
          },
        },
        End: true,
      }),
      [1, 2],
      [
        ...['ExecutionStarted 0', 'MapStateEntered 0', 'MapStateStarted 2', 'MapIterationStarted 3', 'MapIterationStarted 3'],
        ...[
          'ChoiceStateEntered 4',
          'ChoiceStateEntered 5',
          'ChoiceStateExited 6',
          'WaitStateEntered 8',
          'ChoiceStateExited 7',
          'WaitStateEntered 10',
        ],
        ...[
          'WaitStateExited 9',
          'FailStateEntered 12',
          'MapIterationFailed 13',
          'WaitStateAborted 13',
          'MapIterationAborted 13',
          'MapStateFailed 13',
        ],
        'ExecutionFailed 17',
      ],
    ],
  ])('%s', async (_, definition, input, events) => {
    expect((await historyOf(definition, input)).map(({ type, previousEventId }) => `${type} ${previousEventId}`)).toEqual(events);
  });

  it('when a state assigns variables, then its exit shows them as JSON', async () => {
    const events = await historyOf(branch('S', { Type: 'Pass', Assign: { v: { w: 1 } }, End: true }), { a: 1 });
    expect(events[2]?.stateExitedEventDetails).toEqual({
      name: 'S',
      output: '{"a":1}',
      outputDetails: { truncated: false },
      assignedVariables: { v: '{"w":1}' },
      assignedVariablesDetails: { truncated: false },
    });
  });

  it('when an expression fails, then its event names the place', async () => {
    const events = await historyOf({ ...JSONATA, ...undef }, {});
    expect(events[2]?.evaluationFailedEventDetails).toEqual({
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'Undef' (entered at the event id #2). The JSONata expression '$states.input.missing' specified for the field 'Output/v' returned nothing (undefined).",
      location: 'Output/v',
      state: 'Undef',
    });
  });

  it('when a service is called, then its events carry the parameters, the times and the answer', async () => {
    const queueUrl = stand.sqs.queueUrl(stand.sqs.putQueue({ name: 'q' }));
    const definition = branch('S', {
      ...{
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        TimeoutSeconds: 60,
        HeartbeatSeconds: 30,
        End: true,
      },
      Parameters: { QueueUrl: queueUrl, MessageBody: { 'token.$': '$$.Task.Token' } },
    });
    const events = await historyOf(definition, {});
    const named = { resource: 'sendMessage.waitForTaskToken', resourceType: 'sqs' };
    expect(events[2]?.taskScheduledEventDetails).toEqual({
      ...named,
      region: 'eu-west-1',
      parameters: expect.stringContaining('"token":"'),
      timeoutInSeconds: 60,
      heartbeatInSeconds: 30,
    });
    expect(events[3]?.taskStartedEventDetails).toEqual(named);
    expect(events[4]?.taskSubmittedEventDetails).toEqual({
      ...named,
      output: expect.stringContaining('"MessageId"'),
      outputDetails: { truncated: false },
    });
    expect(events[5]).toMatchObject({ type: 'TaskTimedOut', taskTimedOutEventDetails: { ...named, error: 'States.Timeout' } });
    expect(events[6]).toMatchObject({ type: 'ExecutionFailed', executionFailedEventDetails: { error: 'States.Timeout' } });
  });
});
