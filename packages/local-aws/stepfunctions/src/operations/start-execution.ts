import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { startExecution as begin } from '../start-execution.ts';
import { type OperationContext, required, seconds } from './operation-context.ts';

export interface StartInput {
  readonly stateMachineArn?: string;
  readonly name?: string;
  readonly input?: string;
  readonly traceHeader?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const startExecution = (context: OperationContext): JsonOperation<StartInput> => ({
  permissions: ({ stateMachineArn }) => [{ action: 'states:StartExecution', resource: required(stateMachineArn, 'stateMachineArn') }],
  run({ stateMachineArn = '', name, input = '{}', traceHeader }, request) {
    const machine = context.machineOf(stateMachineArn);
    const execution = begin(context.engine, machine, input, { name, traceHeader: traceHeader ?? request.traceHeader });
    return { executionArn: execution.arn, startDate: seconds(execution.startMs) };
  },
});
