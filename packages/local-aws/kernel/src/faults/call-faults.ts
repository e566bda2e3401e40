import { setTimeout as waitMs } from 'node:timers/promises';
import type { Permission } from '@plumbline/iam-policy';
import { AwsError } from '../aws-error.ts';
import type { AwsResponse } from '../endpoint/aws-service.ts';
import type { Principal } from '../iam/principal.ts';
import { parseTraceHeader } from '../trace-header.ts';
import type { Faults, Subject } from './faults.ts';

/** One call to the endpoint, as far as faults are concerned. */
export interface FaultyCall {
  /** Call it before anything is done, for each permission that the call needs. Throws when the call is to fail. */
  beforeCall(permission: Permission): void;
  /** Call it with the answer. Throws when the answer is to be lost; waits when it is to come late. */
  afterCall(answer: AwsResponse): Promise<AwsResponse>;
}

export interface CallFaultsProps {
  readonly faults: Faults;
  /** Ends the environment that runs the invocation with this X-Ray segment, as if its machine had died. */
  readonly crash: (segmentId: string) => void;
  /** Waits for so many milliseconds. @default in real time, even under a virtual clock: the caller is code that runs */
  readonly wait?: (ms: number) => Promise<unknown>;
}

export interface Call {
  readonly caller: Principal;
  /** Such as `dynamodb:PutItem`. */
  readonly name: string;
  readonly traceHeader: string | undefined;
}

/** AWS's own words for a service that failed. */
const FAILURE = { code: 'InternalServerError', message: 'A fault on demand: the service failed.', status: 500 };
/** By the service of the action. */
const THROTTLES: Readonly<Record<string, string>> = {
  dynamodb: 'ProvisionedThroughputExceededException',
  sqs: 'RequestThrottled',
  events: 'ThrottlingException',
  sns: 'Throttled',
};

/** Faults of tables, buses, queues and topics, and crashes of functions between their calls. */
export const callFaults = ({ faults, crash, wait = waitMs }: CallFaultsProps): ((call: Call) => FaultyCall) => {
  /** The calls that an invocation has made, by its segment; forgotten when it has been quiet for long. */
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
          throw new AwsError(THROTTLES[action.split(':')[0] ?? ''] ?? 'ThrottlingException', 'A fault on demand: Rate exceeded.');
        const failed = faults.strike('fail', subject);
        if (failed !== undefined && failed.late !== true) throw failure();
        late ||= failed !== undefined;
        // Of buses, queues and topics, events and messages are late, not the answers.
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

/** What a call is made to, if faults know such a thing. */
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
