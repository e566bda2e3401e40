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
  /** @default no logging */
  readonly logging?: Logging;
  /** Whether executions and states have X-Ray segments. A caller's trace is propagated in any case. @default false */
  readonly tracing?: boolean;
}
