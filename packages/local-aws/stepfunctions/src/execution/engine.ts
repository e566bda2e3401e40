import type { Clock, Jobs, ServiceEvent, Store } from '@plumbline/local-aws-kernel';
import type { DueWatch } from './due-watch.ts';
import type { ExecutionTable } from './execution-table.ts';
import type { FrameTable } from './frame-table.ts';
import type { History } from './history.ts';
import type { Execution } from './records.ts';
import type { Tracing } from './tracing.ts';
import type { Turns } from './turn.ts';

/** The context of the interpreter's steps. */
export interface Engine {
  readonly store: Store;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly region: string;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly executions: ExecutionTable;
  readonly frames: FrameTable;
  readonly history: History;
  readonly turns: Turns;
  readonly tracing: Tracing;
  readonly due: DueWatch;
  /** Sends an event to the default bus, in the write that causes it. */
  readonly emitEvent: (event: ServiceEvent) => void;
  /** Called for every execution that has ended, inside that write. */
  readonly ended: (execution: Execution) => void;
}

/** A frame at one epoch: the subject of a job. */
export interface FrameJob {
  readonly frameId: number;
  readonly epoch: number;
}

/** Advances a frame by one step. */
export const STEP = 'stepfunctions.step';
/** Calls the resource of a Task state. */
export const CALL = 'stepfunctions.call';
/** Ends an execution that has timed out. */
export const EXPIRE = 'stepfunctions.expire';

export const stepSoon = ({ jobs }: Engine, frameId: number, epoch: number): void => jobs.add<FrameJob>(STEP, { frameId, epoch });
