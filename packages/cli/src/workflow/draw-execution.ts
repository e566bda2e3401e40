import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import pc from 'picocolors';
import type { ExecutionStep } from './execution-steps.ts';

const BAR_WIDTH = 24;
const LABEL_WIDTH = 34;
const CAUSE_CHARS_MAX = 160;

export interface DrawOptions {
  /** Whether the input and output of each state are shown. */
  readonly data: boolean;
  readonly nowMs: number;
}

const OUTCOMES = { done: pc.green('✓'), caught: pc.yellow('!'), failed: pc.red('✗'), running: pc.cyan('…') } as const;

/** Draws an execution: its states in order, each with its duration, its attempts and its errors. */
export const drawExecution = (execution: DescribeExecutionOutput, steps: readonly ExecutionStep[], options: DrawOptions): string => {
  const startMs = execution.startDate?.getTime() ?? 0;
  const endMs = execution.stopDate?.getTime() ?? options.nowMs;
  const scale = BAR_WIDTH / Math.max(endMs - startMs, 1);
  const machine = execution.stateMachineArn?.split(':').at(-1) ?? '';
  return [
    `${pc.bold(machine)} ${execution.name}  ${statusOf(execution)}  ${durationOf(endMs - startMs)}  ${pc.dim(new Date(startMs).toISOString())}`,
    ...(options.data ? dataLines('input', execution.input, 0) : []),
    ...steps.flatMap((step) => drawStep(step, { startMs, endMs, scale }, options)),
    ...(execution.error === undefined ? [] : [`  ${pc.red(execution.error)}: ${shortened(execution.cause ?? '')}`]),
    ...(options.data ? dataLines('output', execution.output, 0) : []),
  ].join('\n');
};

interface Times {
  readonly startMs: number;
  readonly endMs: number;
  readonly scale: number;
}

const drawStep = (step: ExecutionStep, times: Times, { data }: DrawOptions): readonly string[] => {
  const { name, type, depth, errors, retries, outcome, input, output } = step;
  const endMs = step.endMs ?? times.endMs;
  const from = Math.min(Math.floor((step.startMs - times.startMs) * times.scale), BAR_WIDTH - 1);
  const length = Math.max(1, Math.min(Math.round((endMs - step.startMs) * times.scale), BAR_WIDTH - from));
  const paint = outcome === 'failed' ? pc.red : outcome === 'caught' ? pc.yellow : pc.cyan;
  const bar = `${' '.repeat(from)}${paint('█'.repeat(length))}${' '.repeat(BAR_WIDTH - from - length)}`;
  const label = `${'  '.repeat(depth)}${name} `.padEnd(LABEL_WIDTH);
  const retried = retries === 0 ? '' : `  ${retries} ${retries === 1 ? 'retry' : 'retries'}`;
  const caught = outcome === 'caught' ? `  ${pc.yellow('caught')}` : '';
  return [
    `  ${OUTCOMES[outcome]} ${label} ${bar} ${durationOf(endMs - step.startMs).padStart(8)}  ${pc.dim(type)}${retried}${caught}`,
    ...(data ? dataLines('input', input, depth + 1) : []),
    ...errors.map(({ error, cause = '' }) => `    ${'  '.repeat(depth)}${pc.red(error)}: ${shortened(cause)}`),
    ...(data ? dataLines('output', output, depth + 1) : []),
  ];
};

const statusOf = ({ status }: DescribeExecutionOutput): string =>
  (status === 'SUCCEEDED' ? pc.green : status === 'RUNNING' ? pc.cyan : pc.red)(status ?? '');

const durationOf = (ms: number): string => {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 3_600_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
};

const dataLines = (name: string, text: string | undefined, depth: number): readonly string[] =>
  text === undefined ? [] : [`    ${'  '.repeat(depth)}${pc.dim(name.padEnd(6))} ${text}`];

/** Causes may be long JSON documents on several lines. */
const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > CAUSE_CHARS_MAX ? `${line.slice(0, CAUSE_CHARS_MAX - 1)}…` : line;
};
