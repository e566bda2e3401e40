import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { typeNotSupported } from '../errors.ts';
import { startExecution as begin } from '../start-execution.ts';
import { type OperationContext, required, seconds } from './operation-context.ts';
import type { StartInput } from './start-execution.ts';

/** AWS bills memory in these steps, and time in tenths of a second. https://aws.amazon.com/step-functions/pricing/ */
const BILLED_MEMORY_MB = 64;
const BILLED_STEP_MS = 100;

/**
 * Waits for the end of an express execution. Clients need `disableHostPrefix: true`, or they look for the host `sync-127.0.0.1`.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
export const startSyncExecution = (context: OperationContext): JsonOperation<StartInput> => ({
  permissions: ({ stateMachineArn }) => [{ action: 'states:StartSyncExecution', resource: required(stateMachineArn, 'stateMachineArn') }],
  async run({ stateMachineArn = '', name, input = '{}', traceHeader }, request) {
    const machine = context.machineOf(stateMachineArn);
    if (machine.type !== 'EXPRESS') throw typeNotSupported();
    const { arn } = begin(context.engine, machine, input, { name, traceHeader: traceHeader ?? request.traceHeader });
    const ended = await context.sync.end(arn);
    const stopMs = ended.stopMs ?? ended.startMs;
    return {
      executionArn: arn,
      stateMachineArn: machine.arn,
      name: ended.name,
      startDate: seconds(ended.startMs),
      stopDate: seconds(stopMs),
      status: ended.status,
      input: ended.input,
      inputDetails: { included: true },
      ...(ended.output === undefined ? {} : { output: ended.output }),
      outputDetails: { included: true },
      ...(ended.error === undefined ? {} : { error: ended.error }),
      ...(ended.cause === undefined ? {} : { cause: ended.cause }),
      billingDetails: {
        billedMemoryUsedInMB: BILLED_MEMORY_MB,
        billedDurationInMilliseconds: Math.max(1, Math.ceil((stopMs - ended.startMs) / BILLED_STEP_MS)) * BILLED_STEP_MS,
      },
    };
  },
});
