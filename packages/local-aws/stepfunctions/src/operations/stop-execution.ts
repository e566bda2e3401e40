import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { endExecution } from '../execution/execution-end.ts';
import { executionOf, type OperationContext, required, seconds } from './operation-context.ts';

interface Input {
  readonly executionArn?: string;
  readonly error?: string;
  readonly cause?: string;
}

/**
 * Stopping an execution that has ended changes nothing.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
 */
export const stopExecution = (context: OperationContext): JsonOperation<Input> => ({
  permissions: ({ executionArn }) => [{ action: 'states:StopExecution', resource: required(executionArn, 'executionArn') }],
  run({ executionArn = '', error, cause }) {
    const { engine } = context;
    const execution = executionOf(context, executionArn);
    if (execution.status !== 'RUNNING') return { stopDate: seconds(execution.stopMs ?? execution.startMs) };
    const why = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    engine.store.write(() => endExecution(engine, execution, { status: 'ABORTED', ...why }, 0));
    return { stopDate: seconds(engine.clock.now()) };
  },
});
