import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { redriveStatus } from '../execution/status-event.ts';
import { executionOf, type OperationContext, required, seconds } from './operation-context.ts';

interface Input {
  readonly executionArn?: string;
  readonly includedData?: 'ALL_DATA' | 'METADATA_ONLY';
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export const describeExecution = (context: OperationContext): JsonOperation<Input> => ({
  permissions: ({ executionArn }) => [{ action: 'states:DescribeExecution', resource: required(executionArn, 'executionArn') }],
  run({ executionArn = '', includedData = 'ALL_DATA' }) {
    const one = executionOf(context, executionArn);
    const included = includedData === 'ALL_DATA';
    return {
      executionArn: one.arn,
      stateMachineArn: one.machineArn,
      name: one.name,
      status: one.status,
      startDate: seconds(one.startMs),
      ...(one.stopMs === undefined ? {} : { stopDate: seconds(one.stopMs) }),
      ...(included ? { input: one.input } : {}),
      inputDetails: { included },
      ...(one.output === undefined ? {} : { ...(included ? { output: one.output } : {}), outputDetails: { included } }),
      ...(one.error === undefined ? {} : { error: one.error }),
      ...(one.cause === undefined ? {} : { cause: one.cause }),
      ...(one.traceHeader === undefined ? {} : { traceHeader: one.traceHeader }),
      redriveCount: 0,
      ...redriveStatus(one.status),
    };
  },
});
