import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { type EventChain, eventChain } from './event-chain.ts';

/** A state that an execution entered. */
export interface ExecutionStep {
  readonly name: string;
  /** `Task`, `Choice`, ... */
  readonly type: string;
  /** The number of Parallel and Map states around it. */
  readonly depth: number;
  readonly startMs: number;
  /** `undefined` while it runs, and for a state that failed or was aborted. */
  readonly endMs?: number;
  /** The errors of its attempts, in order. */
  readonly errors: readonly StepError[];
  /** Attempts of a Task after the first one. */
  readonly retries: number;
  /** `caught`: the last attempt failed and the machine went on. */
  readonly outcome: 'done' | 'caught' | 'failed' | 'running';
  readonly input?: string;
  readonly output?: string;
}

export interface StepError {
  readonly error: string;
  readonly cause?: string;
}

interface Draft extends Omit<ExecutionStep, 'retries' | 'outcome'> {
  readonly errors: StepError[];
  attempts: number;
  lastFailed: boolean;
  endMs?: number;
  output?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
const FAILED = /^(Task|LambdaFunction|Activity)(Failed|TimedOut|SubmitFailed|StartFailed|ScheduleFailed)$|^EvaluationFailed$/;
const ATTEMPT = /^(Task|LambdaFunction|Activity)Scheduled$/;

/** The states of an execution in the order in which it entered them. Each event belongs to the state that its chain of events leads to. */
export const executionSteps = (events: readonly HistoryEvent[], ended: boolean): readonly ExecutionStep[] => {
  const chain = eventChain(events);
  const steps = new Map<number, Draft>();
  for (const event of events) {
    const type = String(event.type);
    if (event.stateEnteredEventDetails !== undefined) steps.set(event.id ?? 0, begun(event, depthOf(event, chain, steps)));
    else if (event.stateExitedEventDetails !== undefined) leave(event, chain, steps);
    else if (/^(Map|Parallel)StateFailed$/.test(type)) fail(steps.get(chain.containerOf(event) ?? -1), undefined);
    else if (ATTEMPT.test(type)) attempt(steps.get(chain.enteredOf(event) ?? -1));
    else if (FAILED.test(type)) fail(steps.get(chain.enteredOf(event) ?? -1), errorIn(event));
  }
  return [...steps.values()].map(({ attempts, lastFailed, ...step }) => ({
    ...step,
    retries: Math.max(0, attempts - 1),
    outcome: step.endMs !== undefined ? (lastFailed ? 'caught' : 'done') : lastFailed || ended ? 'failed' : 'running',
  }));
};

const attempt = (step: Draft | undefined): void => {
  if (step === undefined) return;
  step.attempts += 1;
  step.lastFailed = false;
};

const fail = (step: Draft | undefined, error: StepError | undefined): void => {
  if (step === undefined) return;
  step.lastFailed = true;
  if (error !== undefined) step.errors.push(error);
};

/** The exit of a Parallel or Map state follows the last event of a branch, so its name identifies it. */
const leave = (event: HistoryEvent, chain: EventChain, steps: ReadonlyMap<number, Draft>): void => {
  const { name, output } = event.stateExitedEventDetails ?? {};
  const open = [...steps].findLast(([, step]) => step.name === name && step.endMs === undefined);
  const own = chain.enteredOf(event) ?? -1;
  const [id, step] = steps.get(own)?.name === name ? [own, steps.get(own)] : (open ?? []);
  if (id === undefined || step === undefined) return;
  chain.exited(event.id ?? 0, id);
  step.endMs = event.timestamp?.getTime() ?? 0;
  if (output !== undefined) step.output = output;
};

const begun = ({ type, timestamp, stateEnteredEventDetails }: HistoryEvent, depth: number): Draft => ({
  name: stateEnteredEventDetails?.name ?? '',
  type: String(type).replace(/StateEntered$/, ''),
  depth,
  startMs: timestamp?.getTime() ?? 0,
  ...(stateEnteredEventDetails?.input !== undefined && { input: stateEnteredEventDetails.input }),
  ...{ errors: [], attempts: 0, lastFailed: false },
});

/** One deeper than the Parallel or Map state that began its branch; as deep as the state before it. */
const depthOf = (event: HistoryEvent, chain: EventChain, steps: ReadonlyMap<number, Draft>): number => {
  let below = 0;
  for (const before of chain.back(event)) {
    if (before.type === 'ParallelStateStarted' || before.type === 'MapIterationStarted') below = 1;
    const step = steps.get(before.id ?? -1);
    // A later iteration follows an earlier one, which is already one deeper than its Map.
    if (step !== undefined) return step.type === 'Parallel' || step.type === 'Map' ? step.depth + below : step.depth;
  }
  return 0;
};

const errorIn = (event: HistoryEvent): StepError | undefined => {
  const details = [
    ...[
      event.taskFailedEventDetails,
      event.taskTimedOutEventDetails,
      event.taskSubmitFailedEventDetails,
      event.taskStartFailedEventDetails,
    ],
    ...[event.lambdaFunctionFailedEventDetails, event.lambdaFunctionTimedOutEventDetails, event.evaluationFailedEventDetails],
  ].find((one) => one !== undefined);
  if (details === undefined) return undefined;
  const { error = 'States.TaskFailed', cause } = details;
  return { error, ...(cause !== undefined && { cause }) };
};
