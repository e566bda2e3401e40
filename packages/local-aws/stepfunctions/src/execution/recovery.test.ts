import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MachineStand, startMachineStand } from '../testing/machine-stand.ts';

let stand: MachineStand;
let flaky: string;

beforeAll(async () => {
  stand = await startMachineStand();
  // Fails with the errors that its event names, one a call, then succeeds.
  flaky = await stand.putFunction(
    'flaky',
    `const calls = new Map();
     export const handler = ({ id, errors }) => {
       const call = calls.get(id) ?? 0;
       calls.set(id, call + 1);
       if (errors[call] === undefined) return { calls: call + 1 };
       throw Object.assign(new Error('no'), { name: errors[call] });
     };`,
  );
});
afterEach(() => expect(stand.errors).toEqual([]));
afterAll(() => stand.stop());

let runs = 0;
const started = (executionArn: string) =>
  stand.store
    .prepare(
      "select time_ms from sfn_event e join sfn_execution x on x.id = e.execution where x.arn = ? and e.type = 'LambdaFunctionStarted' order by e.id",
    )
    .all(executionArn)
    .map(({ time_ms }) => Number(time_ms));
/** Runs a Task with errors. @returns the seconds of its attempts, and its outcome. */
const attempts = async (errors: readonly string[], fields: object, language: 'JSONPath' | 'JSONata' = 'JSONPath') => {
  runs += 1;
  const definition = {
    QueryLanguage: language,
    StartAt: 'S',
    States: {
      S: { Type: 'Task', Resource: flaky, End: true, ...fields },
      ...('Catch' in fields ? { C: { Type: 'Pass', End: true } } : {}),
    },
  };
  const beginMs = stand.clock.now();
  const executionArn = stand.begin(stand.putMachine(definition), { id: runs, errors });
  await stand.clock.advance({ hours: 24 });
  const ran = await stand.describe(executionArn);
  return { seconds: started(executionArn).map((timeMs) => (timeMs - beginMs) / 1_000), ran };
};
const retry = (...retriers: readonly object[]): object => ({ Retry: retriers });

describe('Retry', () => {
  it.each<readonly [rule: string, errors: readonly string[], fields: object, seconds: readonly number[], status: string]>([
    ['nothing is retried without it', ['A'], {}, [0], 'FAILED'],
    [
      'it waits one second, then twice as long each time, three times',
      ['A', 'A', 'A', 'A'],
      retry({ ErrorEquals: ['A'] }),
      [0, 1, 3, 7],
      'FAILED',
    ],
    ['it ends with the first success', ['A'], retry({ ErrorEquals: ['A'] }), [0, 1], 'SUCCEEDED'],
    ['another error is not its business', ['B'], retry({ ErrorEquals: ['A'] }), [0], 'FAILED'],
    ['MaxAttempts 0 means never', ['A'], retry({ ErrorEquals: ['A'], MaxAttempts: 0 }), [0], 'FAILED'],
    ['MaxAttempts counts the retries', ['A', 'A', 'A'], retry({ ErrorEquals: ['A'], MaxAttempts: 1 }), [0, 1], 'FAILED'],
    ['IntervalSeconds is the first wait', ['A', 'A'], retry({ ErrorEquals: ['A'], IntervalSeconds: 60 }), [0, 60, 180], 'SUCCEEDED'],
    [
      'BackoffRate may be a fraction',
      ['A', 'A'],
      retry({ ErrorEquals: ['A'], IntervalSeconds: 10, BackoffRate: 1.5 }),
      [0, 10, 25],
      'SUCCEEDED',
    ],
    [
      'BackoffRate 1 keeps the wait',
      ['A', 'A', 'A'],
      retry({ ErrorEquals: ['A'], IntervalSeconds: 10, BackoffRate: 1 }),
      [0, 10, 20, 30],
      'SUCCEEDED',
    ],
    [
      'MaxDelaySeconds bounds the wait',
      ['A', 'A', 'A'],
      retry({ ErrorEquals: ['A'], IntervalSeconds: 10, MaxDelaySeconds: 15 }),
      [0, 10, 25, 40],
      'SUCCEEDED',
    ],
    // The stand's random number is always 1, the longest wait.
    [
      'with full jitter it waits at most as long',
      ['A', 'A'],
      retry({ ErrorEquals: ['A'], JitterStrategy: 'FULL' }),
      [0, 1, 3],
      'SUCCEEDED',
    ],
    ['States.ALL is any error', ['A', 'B'], retry({ ErrorEquals: ['States.ALL'] }), [0, 1, 3], 'SUCCEEDED'],
    ['States.TaskFailed is any error but a timeout', ['A'], retry({ ErrorEquals: ['States.TaskFailed'] }), [0, 1], 'SUCCEEDED'],
    [
      'each retrier counts for itself',
      ['A', 'B', 'A', 'B'],
      retry({ ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 2 }, { ErrorEquals: ['B'], IntervalSeconds: 100, MaxAttempts: 2 }),
      [0, 1, 101, 103, 303],
      'SUCCEEDED',
    ],
    [
      'the first retrier that matches decides',
      ['A', 'A'],
      retry({ ErrorEquals: ['A'], MaxAttempts: 1 }, { ErrorEquals: ['States.ALL'], MaxAttempts: 5 }),
      [0, 1],
      'FAILED',
    ],
  ])('%s', async (_, errors, fields, seconds, status) => {
    const { seconds: tried, ran } = await attempts(errors, fields);
    expect(tried).toEqual(seconds);
    expect(ran.status).toEqual(status);
  });

  it('when it is retried, then the context has the number of retries', async () => {
    const definition = {
      StartAt: 'S',
      States: {
        S: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: flaky, Payload: { id: 'count', errors: ['A', 'A'], 'retries.$': '$$.State.RetryCount' } },
          Retry: [{ ErrorEquals: ['A'] }],
          ResultSelector: { 'retries.$': '$$.State.RetryCount' },
          End: true,
        },
      },
    };
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.clock.advance({ minutes: 1 });
    expect((await stand.describe(executionArn)).output).toEqual({ retries: 2 });
  });

  it('when a Parallel state is retried, then so are all of its branches', async () => {
    const definition = {
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'F', States: { F: { Type: 'Task', Resource: flaky, End: true } } },
            { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 1, End: true } } },
          ],
          Retry: [{ ErrorEquals: ['A'], IntervalSeconds: 5 }],
          ResultSelector: { 'calls.$': '$[0].calls' },
          End: true,
        },
      },
    };
    const executionArn = stand.begin(stand.putMachine(definition), { id: 'parallel', errors: ['A'] });
    await stand.clock.advance({ minutes: 1 });
    expect(await stand.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: { calls: 2 } });
    expect((await stand.history(executionArn)).filter(({ type }) => type === 'WaitStateEntered')).toHaveLength(2);
  });

  it('when an expression fails, then it is retried too', async () => {
    const { ran } = await attempts(
      [],
      { Output: '{% $states.result.nope %}', Retry: [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 2 }] },
      'JSONata',
    );
    expect(ran).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });
});

describe('Catch', () => {
  const caught = (...catchers: readonly object[]): object => ({ Catch: catchers });

  it.each<readonly [rule: string, errors: readonly string[], fields: object, output: unknown]>([
    [
      'the error is the input of the next state',
      ['A'],
      caught({ ErrorEquals: ['A'], Next: 'C' }),
      { Error: 'A', Cause: expect.stringContaining('"errorMessage":"no"') },
    ],
    [
      'ResultPath puts the error into the input',
      ['A'],
      caught({ ErrorEquals: ['A'], Next: 'C', ResultPath: '$.failure.Error' }),
      { id: expect.any(Number), errors: ['A'], failure: { Error: expect.objectContaining({ Error: 'A' }) } },
    ],
    [
      'ResultPath null keeps the input',
      ['A'],
      caught({ ErrorEquals: ['A'], Next: 'C', ResultPath: null }),
      { id: expect.any(Number), errors: ['A'] },
    ],
    [
      'the first catcher that matches is taken',
      ['B'],
      caught({ ErrorEquals: ['A'], Next: 'C' }, { ErrorEquals: ['States.ALL'], Next: 'C' }),
      expect.objectContaining({ Error: 'B' }),
    ],
    [
      'it comes after the retries',
      ['A', 'A'],
      { ...retry({ ErrorEquals: ['A'], MaxAttempts: 1 }), ...caught({ ErrorEquals: ['A'], Next: 'C' }) },
      expect.objectContaining({ Error: 'A' }),
    ],
  ])('%s', async (_, errors, fields, output) => {
    expect((await attempts(errors, fields)).ran).toEqual({ status: 'SUCCEEDED', output });
  });

  it('when no catcher matches, then the execution fails', async () => {
    expect((await attempts(['B'], caught({ ErrorEquals: ['A'], Next: 'C' }))).ran).toMatchObject({ status: 'FAILED', error: 'B' });
  });

  it('when it is in JSONata, then Output and Assign see the error', async () => {
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'S',
      States: {
        S: {
          Type: 'Task',
          Resource: flaky,
          Catch: [
            {
              ErrorEquals: ['States.ALL'],
              Next: 'C',
              Output: { e: '{% $states.errorOutput.Error %}', i: '{% $states.input.id %}' },
              Assign: { v: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
            },
          ],
          End: true,
        },
        C: { Type: 'Pass', Output: { in: '{% $states.input %}', v: '{% $v %}' }, End: true },
      },
    };
    expect(await stand.run(definition, { id: 'jsonata', errors: ['A'] })).toEqual({
      status: 'SUCCEEDED',
      output: { in: { e: 'A', i: 'jsonata' }, v: 'no' },
    });
  });

  it("when a catcher's own expression fails, then the state fails with that", async () => {
    const { ran } = await attempts(
      ['A'],
      caught({ ErrorEquals: ['States.ALL'], Next: 'C', Output: { v: '{% $states.input.missing %}' } }),
      'JSONata',
    );
    expect(ran).toEqual({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '$states.input.missing' specified for the field 'Catch[0]/Output/v' returned nothing (undefined).",
    });
  });

  it('when a state reports States.Runtime, then States.ALL does not catch it', async () => {
    const { ran } = await attempts([], { ...caught({ ErrorEquals: ['States.ALL'], Next: 'C' }), ResultSelector: { 'x.$': '$.nope' } });
    expect(ran).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it.each(['States.HeartbeatTimeout', 'States.Timeout', 'States.ALL'])('when a heartbeat is missed, then %s catches it', async (name) => {
    const queueUrl = stand.sqs.queueUrl(stand.sqs.putQueue({ name: 'nobody-answers' }));
    const definition = {
      StartAt: 'S',
      States: {
        S: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
          Parameters: { QueueUrl: queueUrl, MessageBody: { 'token.$': '$$.Task.Token' } },
          HeartbeatSeconds: 60,
          Catch: [
            { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
            { ErrorEquals: [name], Next: 'C' },
          ],
          End: true,
        },
        C: { Type: 'Pass', End: true },
        Wrong: { Type: 'Fail' },
      },
    };
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.clock.advance({ minutes: 2 });
    expect(await stand.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: { Error: 'States.Timeout', Cause: '' } });
  });
});
