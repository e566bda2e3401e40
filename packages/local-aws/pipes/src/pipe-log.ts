import { randomUUID } from 'node:crypto';
import type { Kernel, Ports } from '@plumbline/local-aws-kernel';
import type { Pipe } from './pipe.ts';

const LEVELS = ['OFF', 'ERROR', 'INFO', 'TRACE'];

/** The level of each step: a pipe logs the steps up to its own level. */
const STEPS = {
  EXECUTION_STARTED: 'INFO',
  EXECUTION_SUCCEEDED: 'INFO',
  EXECUTION_PARTIALLY_FAILED: 'ERROR',
  EXECUTION_FAILED: 'ERROR',
  ENRICHMENT_STAGE_ENTERED: 'INFO',
  ENRICHMENT_INVOCATION_STARTED: 'TRACE',
  ENRICHMENT_INVOCATION_SUCCEEDED: 'TRACE',
  ENRICHMENT_INVOCATION_FAILED: 'ERROR',
  TARGET_STAGE_ENTERED: 'INFO',
  TARGET_INVOCATION_STARTED: 'TRACE',
  TARGET_INVOCATION_SUCCEEDED: 'TRACE',
  TARGET_INVOCATION_FAILED: 'ERROR',
} as const;

/** Writes a step of one execution to the pipe's log group. `payload` appears only if the pipe includes execution data. */
export type LogStep = (step: keyof typeof STEPS, more?: { readonly payload?: string; readonly error?: string }) => void;

/**
 * The log of one execution of a pipe.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs-schema.html
 */
export const pipeLog = (ports: Pick<Ports, 'log'>, clock: Kernel['clock'], { arn, shape }: Pick<Pipe, 'arn' | 'shape'>): LogStep => {
  const { Level = 'OFF', IncludeExecutionData = [], CloudwatchLogsLogDestination } = shape.LogConfiguration ?? {};
  const group = CloudwatchLogsLogDestination?.LogGroupArn?.split(':log-group:')[1]?.replace(/:\*$/, '');
  const executionId = randomUUID();
  return (messageType, { payload, error } = {}) => {
    const logLevel = STEPS[messageType];
    if (group === undefined || LEVELS.indexOf(logLevel) > LEVELS.indexOf(Level)) return;
    const line = {
      ...{ executionId, timestamp: clock.now(), messageType, resourceArn: arn, logLevel },
      ...(payload !== undefined && IncludeExecutionData.includes('ALL') && { payload }),
      ...(error !== undefined && { error: { message: error } }),
    };
    ports.log(group, `pipes/${shape.Name}`, [{ timeMs: clock.now(), message: JSON.stringify(line) }]);
  };
};
