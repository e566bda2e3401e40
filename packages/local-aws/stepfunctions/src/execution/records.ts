import type { Json, JsonObject } from '../json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** A stored execution of a state machine. Times in ms since 1970. */
export interface Execution {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly express: boolean;
  /** The machine's definition at the start of the execution: a later deployment does not change a running execution. */
  readonly roleArn: string;
  readonly definition: string;
  /** JSON */
  readonly input: string;
  readonly status: ExecutionStatus;
  /** JSON */
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly startMs: number;
  readonly stopMs: number | undefined;
  readonly traceHeader: string | undefined;
  /** The Task that waits for the end of this execution (`.sync`). */
  readonly waiting: { readonly frameId: number; readonly epoch: number } | undefined;
}

/**
 * The next activity of a frame in its state: start it, wait for its time, its task or its branches, or continue with the
 * result or the failure. A completed frame keeps its output for the enclosing state.
 */
export type Phase = 'work' | 'wait' | 'task' | 'branches' | 'succeeded' | 'failed' | 'done';

/**
 * One thread of control: the machine's own, a branch's or an iteration's. Every change of phase increments the epoch, which
 * identifies jobs, timers and responses for an earlier epoch.
 */
export interface Frame {
  readonly id: number;
  readonly executionId: number;
  readonly parentId: number | undefined;
  /** The index of the branch or item in the parent's state. */
  readonly position: number;
  readonly state: string;
  readonly phase: Phase;
  readonly epoch: number;
  readonly input: Json;
  readonly variables: JsonObject;
  readonly progress: Progress;
  /** The id of the last event of this thread. */
  readonly lastEvent: number;
}

/** The progress of a frame in its state. */
export interface Progress {
  readonly enteredMs: number;
  readonly enteredEvent: number;
  /** Attempts by retrier. */
  readonly attempts: readonly number[];
  readonly retryCount: number;
  readonly task?: TaskProgress;
  /** The number of started items of a Map state, and their total. */
  readonly begun?: number;
  readonly total?: number;
  /** The event that records the success of all branches. */
  readonly succeededEvent?: number;
  readonly result?: Json;
  readonly failure?: StoredFailure;
}

/** A task that is being called or awaited. */
export interface TaskProgress {
  /** Identifies the task's call across repeated attempts after a crash. */
  readonly id: string;
  readonly parameters: Json;
  readonly token?: string;
  readonly timeoutAtMs?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatAtMs?: number;
}

/** A failure with the messages that Retry, Catch and the history show. */
export interface StoredFailure {
  readonly error: string;
  readonly cause?: string;
  readonly location?: string;
  readonly heartbeat?: boolean;
  /** Whether it came from a branch or an iteration. */
  readonly branch?: boolean;
}
