import type { Json, JsonObject } from '../json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution of a state machine, as it is stored. Times in ms since 1970. */
export interface Execution {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly express: boolean;
  /** Of the machine when the execution began: a later deployment does not change what is running. */
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
 * What a frame is about to do in its state: take it up, wait for its time, for its task or for its branches, go on with the
 * result or the failure. A frame that is done keeps its output for the state around it.
 */
export type Phase = 'work' | 'wait' | 'task' | 'branches' | 'succeeded' | 'failed' | 'done';

/**
 * One thread of control: the machine's own, a branch's or an iteration's. Every change of phase raises the epoch, so that
 * jobs, timers and answers that are meant for an earlier one are told apart.
 */
export interface Frame {
  readonly id: number;
  readonly executionId: number;
  readonly parentId: number | undefined;
  /** Which branch or item of the parent's state. */
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

/** How far a frame has come with its state. */
export interface Progress {
  readonly enteredMs: number;
  readonly enteredEvent: number;
  /** Attempts by retrier. */
  readonly attempts: readonly number[];
  readonly retryCount: number;
  readonly task?: TaskProgress;
  /** How many items of a Map state are begun, of how many. */
  readonly begun?: number;
  readonly total?: number;
  /** The event that says that all branches have succeeded. */
  readonly succeededEvent?: number;
  readonly result?: Json;
  readonly failure?: StoredFailure;
}

/** A task that is called or waited for. */
export interface TaskProgress {
  /** Names what the task does, however often it is tried after a crash. */
  readonly id: string;
  readonly parameters: Json;
  readonly token?: string;
  readonly timeoutAtMs?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatAtMs?: number;
}

/** A failure with the texts that Retry, Catch and the history show. */
export interface StoredFailure {
  readonly error: string;
  readonly cause?: string;
  readonly location?: string;
  readonly heartbeat?: boolean;
  /** It came up out of a branch or an iteration. */
  readonly branch?: boolean;
}
