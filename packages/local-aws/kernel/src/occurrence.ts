import type { FaultKind } from './faults/fault.ts';

/** An occurrence that local-aws reports to its observer (`plumb up` shows it). Times in ms since 1970. */
export type Occurrence =
  | {
      readonly kind: 'event';
      readonly busName: string;
      readonly event: BusEvent;
      readonly traceHeader: string | undefined;
      /** The names of the rules that matched the event; empty if no rule matched. */
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
      readonly kind: 'pipe';
      readonly pipeName: string;
      readonly targetArn: string;
      /** The message's id, or the id of the stream's event. */
      readonly recordId: string;
      /** `dropped` without a reason: the enrichment left it out. */
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
  /** A mail that reached the mailbox. */
  | {
      readonly kind: 'mail';
      readonly service: 'ses' | 'sns';
      readonly messageId: string;
      readonly to: readonly string[];
      readonly subject: string;
    }
  /** An operation of a GraphQL API. */
  | {
      readonly kind: 'graphql';
      readonly apiName: string;
      readonly operation: 'query' | 'mutation' | 'subscription';
      /** The fields of Query, Mutation or Subscription that it selects. */
      readonly fields: readonly string[];
      readonly requestId: string;
      readonly traceId: string | undefined;
      readonly startMs: number;
      readonly endMs: number;
      /** The messages of its errors. */
      readonly errors: readonly string[];
    }
  /** An injected fault that struck. */
  | { readonly kind: 'fault'; readonly what: FaultKind /** Such as `table:orders`. */; readonly on: string; readonly operation?: string }
  /** A condition that AWS does not report and that is most likely a mistake. */
  | { readonly kind: 'warning'; readonly message: string };

export type Observer = (occurrence: Occurrence) => void;

/** An event in the form that rules match and targets receive, with members in EventBridge's order. `replay-name` only in replays. */
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
  /** The response as JSON, or the error in Lambda's form: `{ errorType, errorMessage, trace }`. */
  readonly payload: string;
  /** `Unhandled` when the function threw, timed out or died. */
  readonly functionError?: 'Unhandled';
  readonly requestId: string;
}
