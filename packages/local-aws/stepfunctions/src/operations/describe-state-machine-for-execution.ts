import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { machineConfiguration } from './describe-state-machine.ts';
import { executionOf, type OperationContext, required, seconds } from './operation-context.ts';

interface Input {
  readonly executionArn?: string;
}

/**
 * The definition and the role are those with which the execution began.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html
 */
export const describeStateMachineForExecution = (context: OperationContext): JsonOperation<Input> => ({
  permissions: ({ executionArn }) => [
    { action: 'states:DescribeStateMachineForExecution', resource: required(executionArn, 'executionArn') },
  ],
  run({ executionArn = '' }) {
    const execution = executionOf(context, executionArn);
    const machine = context.machineOf(execution.machineArn);
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      definition: execution.definition,
      roleArn: execution.roleArn,
      updateDate: seconds(machine.createdMs),
      ...machineConfiguration(machine),
    };
  },
});
