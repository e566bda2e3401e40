import type { ServiceEvent } from '@plumbline/local-aws-kernel';
import type { Execution } from './records.ts';

/**
 * The event that AWS sends to the default bus when a standard execution begins and ends.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export const statusEvent = (execution: Execution): ServiceEvent => {
  const { arn, machineArn, name, status, startMs, stopMs, input, output, error, cause } = execution;
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [arn],
    time: `${new Date(stopMs ?? startMs).toISOString().slice(0, 19)}Z`,
    detail: {
      executionArn: arn,
      stateMachineArn: machineArn,
      name,
      status,
      startDate: startMs,
      stopDate: stopMs ?? null,
      input,
      output: output ?? null,
      inputDetails: { included: true },
      outputDetails: output === undefined ? null : { included: true },
      error: error ?? null,
      cause: cause ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      ...redriveStatus(status),
    },
  };
};

/** local-aws has no RedriveExecution, so nothing can be redriven. */
export const redriveStatus = (status: Execution['status']): { readonly redriveStatus: string; readonly redriveStatusReason: string } => ({
  redriveStatus: 'NOT_REDRIVABLE',
  redriveStatusReason:
    status === 'RUNNING' || status === 'SUCCEEDED'
      ? `Execution is ${status} and cannot be redriven`
      : 'local-aws does not implement RedriveExecution',
});
