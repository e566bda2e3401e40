import {
  DescribeExecutionCommand,
  type ExecutionListItem,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  ListStateMachinesCommand,
} from '@aws-sdk/client-sfn';
import pc from 'picocolors';
import type { Connection } from '../connection.ts';
import { drawExecution } from './draw-execution.ts';
import { executionSteps } from './execution-steps.ts';

type Say = (line: string) => void;
type At = Pick<Connection, 'stepFunctions' | 'where'>;

export interface ListFlags {
  /** A part of the machine's name. */
  readonly machine?: string;
  readonly status?: string;
  readonly max: number;
}

/** Lists the executions of standard state machines, the newest first. */
export const listExecutions = async ({ stepFunctions, where }: At, { machine = '', status, max }: ListFlags, say: Say): Promise<void> => {
  const found: ExecutionListItem[] = [];
  for (const stateMachineArn of await machineArns({ stepFunctions, where }, machine)) {
    const request = { stateMachineArn, maxResults: max, ...(status !== undefined && { statusFilter: status as 'RUNNING' }) };
    found.push(...((await stepFunctions.send(new ListExecutionsCommand(request))).executions ?? []));
  }
  const newest = found.sort((a, b) => (b.startDate?.getTime() ?? 0) - (a.startDate?.getTime() ?? 0)).slice(0, max);
  for (const { name = '', startDate, stateMachineArn = '', status: shown = '' } of newest) {
    const paint = shown === 'SUCCEEDED' ? pc.green : shown === 'RUNNING' ? pc.cyan : pc.red;
    say(`${pc.dim(startDate?.toISOString().slice(0, 19) ?? '')}  ${paint(shown.padEnd(9))}  ${stateMachineArn.split(':').at(-1)}  ${name}`);
  }
  if (newest.length === 0) say(`no executions at ${where}`);
};

export interface ShowFlags {
  readonly json: boolean;
  /** Whether the input and output of each state are shown. */
  readonly data: boolean;
}

/** Draws one execution, named by its ARN or by its name. */
export const showExecution = async (at: At, execution: string, { json, data }: ShowFlags, say: Say): Promise<void> => {
  const { stepFunctions } = at;
  const executionArn = execution.startsWith('arn:') ? execution : await arnOf(at, execution);
  if (executionArn.includes(':express:')) throw new Error('Step Functions keeps no history of express executions; their log group has it.');
  const { $metadata: _, ...described } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
  const events: HistoryEvent[] = [];
  for (let nextToken: string | undefined, first = true; first || nextToken !== undefined; first = false) {
    const page = await stepFunctions.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000, nextToken }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  }
  const steps = executionSteps(events, described.status !== 'RUNNING');
  say(json ? JSON.stringify({ ...described, steps }, null, 2) : drawExecution(described, steps, { data, nowMs: Date.now() }));
};

/** Names are unique within a machine only. */
const arnOf = async (at: At, name: string): Promise<string> => {
  const candidates = (await machineArns(at, '')).map((arn) => `${arn.replace(':stateMachine:', ':execution:')}:${name}`);
  const found: string[] = [];
  for (const executionArn of candidates) {
    try {
      await at.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      found.push(executionArn);
    } catch (error) {
      if ((error as Error).name !== 'ExecutionDoesNotExist') throw error;
    }
  }
  const [only] = found;
  if (only === undefined) throw new Error(`No execution at ${at.where} has the name ${name}. "plumb workflow list" shows the names.`);
  if (found.length > 1) throw new Error(`${found.length} executions have the name ${name}. Name one by its ARN: ${found.join(', ')}.`);
  return only;
};

const machineArns = async ({ stepFunctions }: At, part: string): Promise<readonly string[]> => {
  const arns: string[] = [];
  for (let nextToken: string | undefined, first = true; first || nextToken !== undefined; first = false) {
    const page = await stepFunctions.send(new ListStateMachinesCommand({ nextToken }));
    for (const { stateMachineArn = '', name = '', type } of page.stateMachines ?? [])
      if (type === 'STANDARD' && name.includes(part)) arns.push(stateMachineArn);
    nextToken = page.nextToken;
  }
  return arns;
};
