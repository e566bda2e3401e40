import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { constraintError, tooLarge } from '@plumbline/local-aws-kernel';
import { invalidOutput, invalidToken, taskTimedOut } from '../errors.ts';
import { DATA_BYTES_MAX } from '../execution/state-size.ts';
import { failTask, isTask, succeedTask, type TaskTurn } from '../execution/task-end.ts';
import { parseJson } from '../json.ts';
import { whyNotJson } from '../start-execution.ts';
import { executionOfToken } from '../tasks/task-token.ts';
import { type OperationContext, required } from './operation-context.ts';

interface Input {
  readonly taskToken?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export const sendTaskSuccess = (context: OperationContext): JsonOperation<Input & { readonly output?: string }> => ({
  permissions: tokenPermissions('SendTaskSuccess'),
  run({ taskToken, output: given }) {
    const text = required(given, 'output');
    if (Buffer.byteLength(text) > DATA_BYTES_MAX) throw constraintError(tooLarge('output', DATA_BYTES_MAX));
    const output = parseJson(text);
    if (output === undefined) throw invalidOutput(whyNotJson(text));
    const turn = waitingTask(context, taskToken);
    context.engine.store.write(() => succeedTask(context.engine, turn, output));
  },
});

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export const sendTaskFailure = (
  context: OperationContext,
): JsonOperation<Input & { readonly error?: string; readonly cause?: string }> => ({
  permissions: tokenPermissions('SendTaskFailure'),
  run({ taskToken, error = '', cause }) {
    const turn = waitingTask(context, taskToken);
    context.engine.store.write(() => failTask(context.engine, turn, { error, ...(cause === undefined ? {} : { cause }) }));
  },
});

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export const sendTaskHeartbeat = (context: OperationContext): JsonOperation<Input> => ({
  permissions: tokenPermissions('SendTaskHeartbeat'),
  run({ taskToken }) {
    const { engine } = context;
    const { frame } = waitingTask(context, taskToken);
    const { task } = frame.progress;
    if (task?.heartbeatSeconds === undefined) return;
    const heartbeatAtMs = engine.clock.now() + task.heartbeatSeconds * 1_000;
    engine.store.write(() => {
      const dueMs = Math.min(heartbeatAtMs, task.timeoutAtMs ?? Number.POSITIVE_INFINITY);
      engine.frames.setTimer(frame, { ...frame.progress, task: { ...task, heartbeatAtMs } }, dueMs);
      engine.due.changed();
    });
  },
});

/** The permission on the state machine that the token names; on any resource if the token is invalid. */
const tokenPermissions =
  (operation: string) =>
  ({ taskToken }: Input) => {
    const [, prefix, machine] = /^(.+):execution:([^:]+):/.exec(executionOfToken(required(taskToken, 'taskToken')) ?? '') ?? [];
    return [{ action: `states:${operation}`, resource: prefix === undefined ? '*' : `${prefix}:stateMachine:${machine}` }];
  };

/** Throws InvalidToken for an invalid token, TaskTimedOut for the token of a task that no longer waits. */
const waitingTask = ({ engine }: OperationContext, token = ''): TaskTurn => {
  const frame = engine.frames.byToken(token);
  const turn = frame === undefined ? undefined : engine.turns.load(frame);
  if (turn !== undefined && isTask(turn)) return turn;
  throw executionOfToken(token) === undefined ? invalidToken() : taskTimedOut();
};
