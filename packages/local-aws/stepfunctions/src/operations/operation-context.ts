import { brokenConstraint, constraintError } from '@plumbline/local-aws-kernel';
import { executionDoesNotExist, invalidArn } from '../errors.ts';
import type { Engine } from '../execution/engine.ts';
import type { Execution } from '../execution/records.ts';
import type { StateMachineDefinition } from '../state-machine-definition.ts';
import type { SyncExecutions } from '../sync-executions.ts';

export type DeployedMachine = StateMachineDefinition & {
  /** Milliseconds since 1970. */
  readonly createdMs: number;
};

/** The context of the API's operations. */
export interface OperationContext {
  readonly engine: Engine;
  readonly sync: SyncExecutions;
  /** Throws StateMachineDoesNotExist. */
  readonly machineOf: (arn: string) => DeployedMachine;
  readonly machines: () => readonly DeployedMachine[];
}

/** A required member. Throws ValidationException. */
export const required = (value: string | undefined, member: string): string => {
  if (typeof value === 'string') return value;
  throw constraintError(brokenConstraint(undefined, member, 'not be null'));
};

/** A standard execution by its ARN. Throws InvalidArn, ExecutionDoesNotExist. */
export const executionOf = ({ engine }: OperationContext, arn: string): Execution => {
  const [prefix, , , , , type = ''] = arn.split(':');
  if (prefix !== 'arn') throw invalidArn(`Invalid ARN prefix: ${arn}`);
  if (type !== 'execution') throw invalidArn(`Resource type not valid in this context: ${type}`);
  const execution = engine.executions.byArn(arn);
  if (execution === undefined) throw executionDoesNotExist(arn);
  return execution;
};

/** The API's times are seconds. */
export const seconds = (timeMs: number): number => timeMs / 1_000;
