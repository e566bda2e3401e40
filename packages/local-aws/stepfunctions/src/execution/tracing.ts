import { hash } from 'node:crypto';
import { type Clock, formatTraceHeader, newTraceId, type Ports, parseTraceHeader, type Segment } from '@plumbline/local-aws-kernel';
import type { Execution, StoredFailure } from './records.ts';
import type { Turn } from './turn.ts';

/**
 * The X-Ray segments of machines with tracing: one for each execution, below its caller's, and one for each state.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
 */
export interface Tracing {
  /** The caller's trace; a new one for a traced machine without it. */
  headerAtStart(machineArn: string, traceHeader: string | undefined): string | undefined;
  /** The header for the calls of a state. */
  headerFor(turn: Turn): string | undefined;
  stateEnded(turn: Turn, failure?: StoredFailure): void;
  executionEnded(execution: Execution): void;
}

interface Props {
  readonly clock: Clock;
  readonly trace: Ports['trace'];
  readonly isTraced: (machineArn: string) => boolean;
}

export const openTracing = ({ clock, trace, isTraced }: Props): Tracing => {
  const rootOf = ({ machineArn, traceHeader }: Execution): string | undefined =>
    isTraced(machineArn) ? parseTraceHeader(traceHeader)?.root : undefined;
  return {
    headerAtStart: (machineArn, traceHeader) =>
      isTraced(machineArn) && parseTraceHeader(traceHeader) === undefined ? `Root=${newTraceId(clock.now())};Sampled=1` : traceHeader,
    headerFor(turn) {
      const root = rootOf(turn.execution);
      return root === undefined ? turn.execution.traceHeader : formatTraceHeader(root, stateId(turn));
    },
    stateEnded(turn, failure) {
      const root = rootOf(turn.execution);
      if (root === undefined) return;
      const { state, frame, parent, execution } = turn;
      trace({
        ...{ type: 'subsegment', trace_id: root, id: stateId(turn), name: state.name },
        parent_id: parent === undefined ? executionId(execution) : stateId(parent),
        start_time: frame.progress.enteredMs / 1_000,
        end_time: clock.now() / 1_000,
        ...faultOf(failure),
      });
    },
    executionEnded(execution) {
      const root = rootOf(execution);
      if (root === undefined) return;
      const { traceHeader, machineArn, arn, startMs, status, error, cause, stopMs = startMs } = execution;
      const parent = parseTraceHeader(traceHeader)?.parent;
      trace({
        ...{
          trace_id: root,
          id: executionId(execution),
          name: machineArn.split(':').at(-1) ?? '',
          origin: 'AWS::StepFunctions::StateMachine',
        },
        ...(parent === undefined ? {} : { parent_id: parent }),
        start_time: startMs / 1_000,
        end_time: stopMs / 1_000,
        ...(status === 'SUCCEEDED' ? {} : faultOf({ error: error ?? status, ...(cause === undefined ? {} : { cause }) })),
        aws: { execution_arn: arn, state_machine_arn: machineArn },
      });
    },
  };
};

/** Derived, so that a call that is repeated after a crash has the same parent. */
const executionId = ({ arn }: Execution): string => hash('sha256', arn).slice(0, 16);
const stateId = ({ execution, frame }: Turn): string => hash('sha256', `${execution.arn} ${frame.progress.enteredEvent}`).slice(0, 16);

const faultOf = (failure: StoredFailure | undefined): Pick<Segment, 'fault' | 'cause'> =>
  failure === undefined ? {} : { fault: true, cause: { exceptions: [{ type: failure.error, message: failure.cause ?? '' }] } };
