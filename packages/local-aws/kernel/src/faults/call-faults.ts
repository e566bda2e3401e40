import { setTimeout as waitMs } from 'node:timers/promises';
import type { Permission } from '@plumbline/iam-policy';
import { AwsError } from '../aws-error.ts';
import type { AwsResponse } from '../endpoint/aws-service.ts';
import type { Principal } from '../iam/principal.ts';
import { parseTraceHeader } from '../trace-header.ts';
import type { Faults, Subject } from './faults.ts';

/** One call to the endpoint, as the faults see it. */
export interface FaultyCall {
  /** Call it before any work, for each permission that the call needs. Throws when a fault makes the call fail. */
  beforeCall(permission: Permission): void;
  /** Call it with the response. Throws when a fault loses the response; waits when a fault delays it. */
  afterCall(answer: AwsResponse): Promise<AwsResponse>;
}

export interface CallFaultsProps {
  readonly faults: Faults;
  /** Ends the environment that runs the invocation with this X-Ray segment, as if its machine had failed. */
  readonly crash: (segmentId: string) => void;
  /** Waits for the given milliseconds. @default in real time, even under a virtual clock, because the caller is running code */
  readonly wait?: (ms: number) => Promise<unknown>;
}

export interface Call {
  readonly caller: Principal;
  /** Such as `dynamodb:PutItem`. */
  readonly name: string;
  readonly traceHeader: string | undefined;
}

/** AWS's own error for a service that failed. */
const FAILURE = { code: 'InternalServerError', message: 'Injected fault: the service failed.', status: 500 };
/** By the service of the action. */
const THROTTLES: Readonly<Record<string, string>> = {
  dynamodb: 'ProvisionedThroughputExceededException',
  sqs: 'RequestThrottled',
  events: 'ThrottlingException',
  sns: 'Throttled',
};

/** Faults of tables, buses, queues and topics, and crashes of functions between their calls. */
export const callFaults = ({ faults, crash, wait = waitMs }: CallFaultsProps): ((call: Call) => FaultyCall) => {
  /** The calls that an invocation has made, by its segment; dropped after a long idle time. */
  const made = new Map<string, Set<string>>();

  return ({ caller, name, traceHeader }) => {
    if (!faults.any) return UNTOUCHED;
    const segmentId = caller.kind === 'role' ? parseTraceHeader(traceHeader)?.parent : undefined;
    if (segmentId !== undefined && caller.kind === 'role') {
      const before = made.get(segmentId);
      const subject: Subject = {
        kind: 'function',
        name: caller.sessionArn.split('/').at(-1) ?? '',
        between: ([first, second]) => second === name && before?.has(first) === true,
      };
      if (faults.strike('crash', subject) !== undefined) {
        crash(segmentId);
        throw failure();
      }
    }
    let late = false;
    let delayMs = 0;
    return {
      beforeCall({ action, resource }) {
        const subject = subjectOf(action, resource, caller.kind === 'role');
        if (subject === undefined) return;
        if (faults.strike('throttle', subject) !== undefined)
          throw new AwsError(THROTTLES[action.split(':')[0] ?? ''] ?? 'ThrottlingException', 'Injected fault: Rate exceeded.');
        const failed = faults.strike('fail', subject);
        if (failed !== undefined && failed.late !== true) throw failure();
        late ||= failed !== undefined;
        // For buses, queues and topics, a delay applies to events and messages, not to responses.
        if (subject.kind === 'table') delayMs += faults.delayMs(subject);
      },
      async afterCall(answer) {
        if (segmentId !== undefined && faults.list().some(({ between }) => between !== undefined)) remember(made, segmentId, name);
        if (delayMs > 0) await wait(delayMs);
        if (late) throw failure();
        return answer;
      },
    };
  };
};

const UNTOUCHED: FaultyCall = { beforeCall: () => undefined, afterCall: async (answer) => answer };

const failure = (): AwsError => new AwsError(FAILURE.code, FAILURE.message, { status: FAILURE.status });

const INVOCATIONS_REMEMBERED_MAX = 10_000;

const remember = (made: Map<string, Set<string>>, segmentId: string, name: string): void => {
  const calls = made.get(segmentId) ?? new Set();
  made.set(segmentId, calls.add(name));
  const oldest = made.size > INVOCATIONS_REMEMBERED_MAX ? made.keys().next().value : undefined;
  if (oldest !== undefined) made.delete(oldest);
};

/** The subject of a call, if faults support its kind. */
const subjectOf = (action: string, resource: string, byFunction: boolean): Subject | undefined => {
  const [service, operation = ''] = action.split(':');
  const name = resource.split(':').slice(5).join(':');
  const more = { operation, byFunction };
  if (service === 'dynamodb') return { kind: 'table', name: name.split('/')[1] ?? '', ...more };
  if (service === 'sqs') return { kind: 'queue', name, ...more };
  if (service === 'sns') return { kind: 'topic', name, ...more };
  if (service === 'events' && name.startsWith('event-bus/')) return { kind: 'bus', name: name.slice('event-bus/'.length), ...more };
  return undefined;
};
