import type { Logging } from './execution/history.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

/** A deployed state machine. */
export interface StateMachineDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** In the Amazon States Language, as JSON. */
  readonly definition: string;
  readonly type: MachineType;
  /** @default nothing is written down */
  readonly logging?: Logging;
  /** Whether X-Ray is on: shown in DescribeStateMachine; a trace that a caller began is handed on in any case. */
  readonly tracing?: boolean;
}
