import type { FaultKind } from './faults/fault.ts';

/** Something that happened, told to whoever watches (`plumb up` shows it). Times in ms since 1970. */
export type Occurrence =
  | {
      readonly kind: 'event';
      readonly busName: string;
      readonly event: BusEvent;
      readonly traceHeader: string | undefined;
      /** The names of the rules that took it; none means that nobody wanted it. */
      readonly rules: readonly string[];
    }
  | {
      readonly kind: 'delivery';
      readonly ruleName: string;
      readonly targetArn: string;
      readonly eventId: string;
      readonly outcome: 'delivered' | 'retried' | 'deadLettered' | 'dropped';
      readonly reason?: string;
    }
  | {
      readonly kind: 'schedule';
      /** The group's name and the schedule's. */
      readonly scheduleName: string;
      readonly targetArn: string;
      readonly executionId: string;
      readonly outcome: 'delivered' | 'retried' | 'deadLettered' | 'dropped';
      readonly reason?: string;
    }
  | {
      readonly kind: 'notification';
      /** Such as `topic:orders` or `bucket:uploads`. */
      readonly from: string;
      readonly targetArn: string;
      readonly messageId: string;
      readonly outcome: 'delivered' | 'retried' | 'deadLettered' | 'dropped';
      readonly reason?: string;
    }
  | {
      readonly kind: 'invocation';
      readonly functionName: string;
      readonly requestId: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly traceId: string;
      /** The event as JSON. */
      readonly event: string;
      readonly result: InvocationResult;
    }
  /** Something that went wrong on demand. */
  | { readonly kind: 'fault'; readonly what: FaultKind /** Such as `table:orders`. */; readonly on: string; readonly operation?: string }
  /** Something that would be silent on AWS and is most likely a mistake. */
  | { readonly kind: 'warning'; readonly message: string };

export type Observer = (occurrence: Occurrence) => void;

/** An event as rules see it and targets get it, members in EventBridge's order. `replay-name` only in replays. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly time: string;
  readonly region: string;
  readonly 'replay-name'?: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface InvocationResult {
  /** The answer as JSON, or the error as Lambda shows it: `{ errorType, errorMessage, trace }`. */
  readonly payload: string;
  /** `Unhandled` when the function threw, timed out or died. */
  readonly functionError?: 'Unhandled';
  readonly requestId: string;
}
