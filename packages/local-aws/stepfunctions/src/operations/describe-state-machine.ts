import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { arnOf } from '@plumbline/local-aws-kernel';
import { type DeployedMachine, type OperationContext, required, seconds } from './operation-context.ts';

interface Input {
  readonly stateMachineArn?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export const describeStateMachine = (context: OperationContext): JsonOperation<Input> => ({
  permissions: ({ stateMachineArn }) => [{ action: 'states:DescribeStateMachine', resource: required(stateMachineArn, 'stateMachineArn') }],
  run({ stateMachineArn = '' }) {
    const machine = context.machineOf(stateMachineArn);
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      status: 'ACTIVE',
      definition: machine.definition,
      roleArn: machine.roleArn,
      type: machine.type,
      creationDate: seconds(machine.createdMs),
      ...machineConfiguration(machine),
    };
  },
});

export const machineConfiguration = ({ logging, tracing = false, arn }: DeployedMachine) => ({
  loggingConfiguration: {
    level: logging?.level ?? 'OFF',
    includeExecutionData: logging?.includeData ?? false,
    ...(logging === undefined ? {} : { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroupArn(arn, logging.logGroup) } }] }),
  },
  tracingConfiguration: { enabled: tracing },
});

const logGroupArn = (machineArn: string, logGroup: string): string => {
  const [, partition = '', , region = '', accountId = ''] = machineArn.split(':');
  return arnOf({ partition, region, accountId }, 'logs', `log-group:${logGroup}:*`);
};
