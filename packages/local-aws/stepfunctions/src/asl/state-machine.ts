import type { Json, JsonObject } from '../json.ts';
import type { Field } from '../scope.ts';
import type { TaskResource } from '../tasks/task-resource.ts';

/** A state machine, a branch of a Parallel state, or the item processor of a Map state: read and ready to run. */
export interface StateMachine {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
  /** For the whole execution. @default a year */
  readonly timeoutSeconds?: number;
}

export type State = PassState | TaskState | ChoiceState | WaitState | SucceedState | FailState | ParallelState | MapState;
export type StateType = State['type'];

/** The data flow of a state, in either query language. */
export interface Flow {
  /** The input of the state's work: InputPath and Parameters, or Arguments. */
  readonly work: Field;
  /** The state's output, from `scope.result`: ResultSelector, ResultPath and OutputPath, or Output. */
  readonly output: Field;
  readonly assign?: Field<JsonObject>;
}

interface StateBase {
  readonly name: string;
  readonly flow: Flow;
  /** `undefined` where a machine ends. */
  readonly next: string | undefined;
}

export interface PassState extends StateBase {
  readonly type: 'Pass';
  readonly result?: Json;
}

export interface ChoiceState extends StateBase {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly defaultNext: string | undefined;
}

export interface ChoiceRule {
  readonly matches: Field<boolean>;
  readonly next: string;
  readonly output: Field;
  readonly assign?: Field<JsonObject>;
}

export interface WaitState extends StateBase {
  readonly type: 'Wait';
  /** Milliseconds since 1970. */
  readonly untilMs: Field<number>;
}

export interface SucceedState extends StateBase {
  readonly type: 'Succeed';
}

export interface FailState extends StateBase {
  readonly type: 'Fail';
  readonly error: Field<string> | undefined;
  readonly cause: Field<string> | undefined;
}

/** The states that support Retry and Catch. */
interface RecoveringState extends StateBase {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

export interface TaskState extends RecoveringState {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly timeoutSeconds: Field<number> | undefined;
  readonly heartbeatSeconds: Field<number> | undefined;
}

export interface ParallelState extends RecoveringState {
  readonly type: 'Parallel';
  readonly branches: readonly StateMachine[];
}

export interface MapState extends RecoveringState {
  readonly type: 'Map';
  readonly items: Field<readonly Json[]>;
  /** The input of one iteration: the scope's context has the item. @default the item */
  readonly selectItem: Field | undefined;
  /** 0 = as many as possible. */
  readonly maxConcurrency: Field<number>;
  readonly processor: StateMachine;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitter: boolean;
}

export interface Catcher {
  readonly errors: readonly string[];
  readonly next: string;
  /** `scope.errorOutput` is set. */
  readonly output: Field;
  readonly assign?: Field<JsonObject>;
}
