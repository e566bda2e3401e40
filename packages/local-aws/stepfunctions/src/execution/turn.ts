import type { Clock } from '@plumbline/local-aws-kernel';
import { readStateMachine } from '../asl/read-state-machine.ts';
import type { State, StateMachine } from '../asl/state-machine.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Scope } from '../scope.ts';
import type { ExecutionTable } from './execution-table.ts';
import type { FrameTable } from './frame-table.ts';
import type { Execution, Frame } from './records.ts';

/** A frame with its surroundings: the subject of one step of the interpreter. */
export interface Turn {
  readonly execution: Execution;
  readonly frame: Frame;
  /** The machine, branch or item processor that the frame runs in. */
  readonly machine: StateMachine;
  readonly state: State;
  /** The frame whose Parallel or Map state this one belongs to. */
  readonly parent: Turn | undefined;
}

export interface Turns {
  load(frame: Frame): Turn | undefined;
  machineOf(execution: Pick<Execution, 'definition' | 'express'>): StateMachine;
  /** The scope of the state's fields; `more` adds members for some of them. */
  scopeOf(turn: Turn, more?: Pick<Scope, 'result' | 'errorOutput'> & { readonly token?: string; readonly item?: MapItem }): Scope;
}

/** The item of a Map state, in the form of the context object. */
export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
}

interface Props {
  readonly clock: Clock;
  readonly executions: ExecutionTable;
  readonly frames: FrameTable;
  readonly random: () => number;
}

export const openTurns = ({ clock, executions, frames, random }: Props): Turns => {
  // A machine has few definitions during a process, and its executions share the parsed ones.
  const machines = new Map<string, StateMachine>();
  const machineOf: Turns['machineOf'] = ({ definition, express }) => {
    const key = `${express} ${definition}`;
    const known = machines.get(key);
    if (known !== undefined) return known;
    const machine = readStateMachine(definition, express ? 'EXPRESS' : 'STANDARD');
    machines.set(key, machine);
    return machine;
  };

  const load: Turns['load'] = (frame) => {
    const parentFrame = frame.parentId === undefined ? undefined : frames.find(frame.parentId);
    const parent = parentFrame === undefined ? undefined : load(parentFrame);
    const execution = parent?.execution ?? executions.find(frame.executionId);
    const machine =
      execution === undefined ? undefined : parent === undefined ? machineOf(execution) : machineBelow(parent.state, frame.position);
    const state = machine?.states.get(frame.state);
    if (execution === undefined || machine === undefined || state === undefined) return undefined;
    return { execution, frame, machine, state, parent };
  };

  /** The item of the iteration that the frame, or an outer frame, runs. */
  const itemOf = ({ frame, parent }: Turn): MapItem | undefined => {
    if (parent === undefined) return undefined;
    return parent.state.type === 'Map'
      ? { Index: frame.position, Value: frames.item(parent.frame.id, frame.position).value }
      : itemOf(parent);
  };

  return {
    load,
    machineOf,
    scopeOf: (turn, { token, item = itemOf(turn), ...more } = {}) => ({
      input: turn.frame.input,
      variables: variablesOf(turn),
      context: contextOf(turn, token, item),
      nowMs: clock.now(),
      random,
      ...more,
    }),
  };
};

export const machineBelow = (state: State, position: number): StateMachine | undefined => {
  if (state.type === 'Parallel') return state.branches[position];
  return state.type === 'Map' ? state.processor : undefined;
};

/** An inner scope sees the variables of the outer scopes. */
const variablesOf = ({ frame, parent }: Turn): JsonObject => ({ ...(parent === undefined ? {} : variablesOf(parent)), ...frame.variables });

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
const contextOf = ({ execution, frame, state }: Turn, token: string | undefined, item: MapItem | undefined): JsonObject => ({
  Execution: {
    Id: execution.arn,
    // Computed on access, because it is seldom used and may be large.
    get Input() {
      return JSON.parse(execution.input) as Json;
    },
    StartTime: new Date(execution.startMs).toISOString(),
    Name: execution.name,
    RoleArn: execution.roleArn,
    ...(execution.express ? {} : { RedriveCount: 0 }),
  },
  StateMachine: { Id: execution.machineArn, Name: execution.machineArn.split(':').at(-1) ?? '' },
  State: {
    Name: frame.state,
    EnteredTime: new Date(frame.progress.enteredMs).toISOString(),
    ...('retriers' in state ? { RetryCount: frame.progress.retryCount } : {}),
  },
  ...(token === undefined ? {} : { Task: { Token: token } }),
  ...(item === undefined ? {} : { Map: { Item: { Index: item.Index, Value: item.Value } } }),
});
