import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Faults, InvocationResult, Observer, Ports, Segment } from '@plumbline/local-aws-kernel';
import { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader } from '@plumbline/local-aws-kernel';
import type { Outcome } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { FunctionPool } from './function-pool.ts';
import { checkedOutcome } from './payload-limits.ts';

export interface InvokeOptions {
  readonly traceHeader?: string | undefined;
  /** The traces that this invocation continues, for batches. */
  readonly linkedTraceHeaders?: readonly string[];
  readonly requestId?: string;
  /** Whether it comes from Lambda's own queue, in which it has already waited. @default false */
  readonly asynchronous?: boolean;
}

/** See `Lambda`, whose members these are. */
export type Invoke = (functionArn: string, event: string, options?: InvokeOptions) => Promise<InvocationResult>;
export type InvokeAsync = (functionArn: string, event: string, options?: InvokeOptions) => void;

interface Props {
  readonly clock: Clock;
  readonly trace: Ports['trace'];
  readonly faults: Faults;
  /** The functions that end the environments of running invocations, by segment. */
  readonly running: Map<string, () => void>;
  readonly observe: Observer;
}

interface Invoked {
  readonly definition: FunctionDefinition;
  readonly pool: FunctionPool;
  readonly logStream: string;
}

/** Runs a function once and writes its segment. The result contains the function's error. */
export const invokeFunction = async (props: Props, { definition, pool, logStream }: Invoked, event: string, options: InvokeOptions) => {
  const { clock, faults, running } = props;
  const subject = { kind: 'function', name: definition.name } as const;
  // local-aws runs code and does not simulate it, so callers wait in real time.
  const delayMs = options.asynchronous === true ? 0 : faults.delayMs(subject);
  if (delayMs > 0) await wait(delayMs);
  const failure = faults.strike('fail', subject);
  const requestId = options.requestId ?? randomUUID();
  const trace = parseTraceHeader(options.traceHeader);
  const traceId = trace?.root ?? newTraceId(clock.now());
  const segmentId = newSegmentId();
  const startMs = clock.now();
  const invocation = {
    requestId,
    event,
    traceHeader: formatTraceHeader(traceId, segmentId),
    functionName: definition.name,
    functionArn: definition.arn,
    memoryMiB: definition.memoryMiB,
    logGroup: definition.logGroup,
    logStream,
  };
  running.set(segmentId, () => pool.kill(requestId));
  const ended = failure !== undefined && failure.late !== true ? FAULT : await pool.invoke(invocation);
  running.delete(segmentId);
  const outcome = failure === undefined ? checkedOutcome(ended) : FAULT;
  const endMs = clock.now();
  if (definition.tracing === 'Active' || trace !== undefined) {
    props.trace({
      trace_id: traceId,
      id: segmentId,
      ...(trace?.parent === undefined ? {} : { parent_id: trace.parent }),
      name: definition.name,
      origin: 'AWS::Lambda::Function',
      start_time: startMs / 1_000,
      end_time: endMs / 1_000,
      ...faultOf(outcome),
      aws: { request_id: requestId, function_arn: definition.arn },
      ...(options.linkedTraceHeaders === undefined ? {} : { links: linksOf(options.linkedTraceHeaders) }),
    });
  }
  const result = resultOf(outcome, requestId);
  props.observe({ kind: 'invocation', functionName: definition.name, requestId, startMs, endMs, traceId, event, result });
  return result;
};

const FAULT: Outcome = { error: { errorType: 'FaultOnDemand', errorMessage: 'Injected fault: the function failed.', trace: [] } };

const resultOf = (outcome: Outcome, requestId: string): InvocationResult =>
  'error' in outcome
    ? { requestId, functionError: 'Unhandled', payload: JSON.stringify({ ...outcome.error }) }
    : { requestId, payload: outcome.payload };

const faultOf = (outcome: Outcome): Pick<Segment, 'fault' | 'cause'> =>
  'error' in outcome
    ? { fault: true, cause: { exceptions: [{ type: outcome.error.errorType, message: outcome.error.errorMessage }] } }
    : {};

const linksOf = (headers: readonly string[]): NonNullable<Segment['links']> => {
  const links = new Map<string, { readonly trace_id: string; readonly id: string }>();
  for (const header of headers) {
    const trace = parseTraceHeader(header);
    if (trace?.parent !== undefined) links.set(`${trace.root} ${trace.parent}`, { trace_id: trace.root, id: trace.parent });
  }
  return [...links.values()];
};
