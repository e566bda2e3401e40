import type { Execution } from '../execution/records.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ServiceAction } from './task-resource.ts';

/**
 * The result of a task that waits for an execution: the execution's description. With `.sync:2`, input and output are JSON; with
 * `.sync`, they are strings. Names as in AWS's example.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export const childResult = (execution: Execution, pattern: ServiceAction['pattern']): JsonObject => {
  const shown = (text: string): Json => (pattern === 'sync:2' ? (JSON.parse(text) as Json) : text);
  return {
    ExecutionArn: execution.arn,
    Input: shown(execution.input),
    InputDetails: { Included: true },
    Name: execution.name,
    ...(execution.output === undefined ? {} : { Output: shown(execution.output) }),
    OutputDetails: { Included: true },
    ...(execution.error === undefined ? {} : { Error: execution.error }),
    ...(execution.cause === undefined ? {} : { Cause: execution.cause }),
    StartDate: execution.startMs,
    StateMachineArn: execution.machineArn,
    Status: execution.status,
    StopDate: execution.stopMs ?? null,
  };
};
