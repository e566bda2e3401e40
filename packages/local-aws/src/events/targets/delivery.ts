import type { ApiGateway } from '../../apigateway/api-gateway.ts';
import type { Faults } from '../../faults/faults.ts';
import type { Iam } from '../../iam/iam.ts';
import type { Lambda } from '../../lambda/lambda.ts';
import type { Logs } from '../../logs/logs.ts';
import type { Sqs } from '../../sqs/sqs.ts';
import type { StepFunctions } from '../../stepfunctions/step-functions.ts';
import type { ApiDestinations } from '../api-destinations/api-destinations.ts';
import type { Rule } from '../event-buses.ts';
import type { Target } from '../target.ts';

/** How one attempt to deliver went. Codes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  /** Not an attempt at all: the target may be tried again then, in ms since 1970. */
  | { readonly kind: 'postponed'; readonly untilMs: number }
  | {
      readonly kind: 'failed';
      readonly retryable: boolean;
      readonly code: string;
      readonly message: string;
      /** The least wait that the target asks for. */
      readonly waitMs?: number;
    };

export interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  readonly eventId: string;
  /** What the target gets: the event's text, or what its input makes of it. */
  readonly input: string;
  readonly traceHeader: string | undefined;
  readonly nowMs: number;
}

/** What deliveries go to. */
export interface TargetServices {
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly sqs: Sqs;
  readonly logs: Logs;
  readonly apiGateway: ApiGateway;
  readonly apiDestinations: ApiDestinations;
  readonly stepFunctions: Pick<StepFunctions, 'exists' | 'startExecution'>;
  readonly faults: Faults;
  /** Puts an event on another bus, as it is; false when there is no such bus. */
  readonly forward: (busArn: string, event: string, traceHeader: string | undefined) => boolean;
}

export const DELIVERED: DeliveryOutcome = { kind: 'delivered' };
export const permanent = (code: string, message: string): DeliveryOutcome => ({ kind: 'failed', retryable: false, code, message });
export const transient = (code: string, message: string): DeliveryOutcome => ({ kind: 'failed', retryable: true, code, message });
