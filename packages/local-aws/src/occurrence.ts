import type { BusEvent } from './events/bus-event.ts';
import type { FaultKind } from './faults/fault.ts';
import type { InvocationResult } from './lambda/function-definition.ts';

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
