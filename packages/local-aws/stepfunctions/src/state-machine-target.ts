import { TAKEN, type TargetPort } from '@plumbline/local-aws-kernel';
import { stateMachineDoesNotExist } from './errors.ts';
import type { StartOptions } from './start-execution.ts';

interface Machines {
  exists(stateMachineArn: string): boolean;
  startExecution(stateMachineArn: string, input: string, options: StartOptions): unknown;
}

/**
 * State machines as targets: each call starts an execution with the call's name, so that a repeated delivery starts no second one.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export const stateMachineTarget = ({ exists, startExecution }: Machines): TargetPort => ({
  atOnce: () => false,
  kindOf: () => 'state machine',
  exists: ({ arn }) => exists(arn),
  notFound: stateMachineDoesNotExist,
  permissions: ({ arn }) => [{ action: 'states:StartExecution', resource: arn }],
  hasPolicy: () => false,
  policyAllows: () => false,
  take({ arn, input, name, traceHeader }) {
    startExecution(arn, input, { traceHeader, ...(name === undefined ? {} : { name }) });
    return TAKEN;
  },
});
