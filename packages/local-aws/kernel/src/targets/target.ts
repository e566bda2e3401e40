import type { Permission } from '@plumbline/iam-policy';
import type { AwsError } from '../aws-error.ts';
import type { Principal } from '../iam/principal.ts';

/** Who hands something to a target: an AWS service, with a role or in its own name. */
export interface Sender {
  /** Such as `events.amazonaws.com`. */
  readonly principal: string;
  /** On whose behalf: a rule, a schedule, a bucket, a topic. */
  readonly sourceArn: string;
  /** With a role, its identity policies decide; without one, the target's own policy. */
  readonly role?: Principal | undefined;
}

/** Something on its way to the resource that an ARN names. */
export interface TargetCall {
  readonly arn: string;
  readonly sender: Sender;
  /** A message's body, a function's event, an execution's input, an event. */
  readonly input: string;
  readonly traceHeader?: string | undefined;
  /** What comes of it is called so (an execution, an object, a log stream): a delivery that is repeated makes no second one. */
  readonly name?: string | undefined;
  /** Of FIFO queues and topics. */
  readonly messageGroupId?: string | undefined;
  readonly messageDeduplicationId?: string | undefined;
  /** Of queues and topics. */
  readonly messageAttributes?: Readonly<Record<string, TargetMessageAttribute>> | undefined;
  /** Of topics. */
  readonly subject?: string | undefined;
  /** Of event buses: the input becomes the `detail` of this event. @default the input is a whole event */
  readonly event?: TargetEvent | undefined;
  /** Of REST APIs and API destinations. */
  readonly http?: HttpParameters | undefined;
  /** A dead letter, or the record of an invocation: nothing comes after it, so faults on demand do not apply. @default false */
  readonly lastResort?: boolean | undefined;
}

export interface TargetMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export interface TargetEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources?: readonly string[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_HttpParameters.html */
export interface HttpParameters {
  /** In the order of the `*` in the target's path. */
  readonly pathValues: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** How a call to a target went. */
export type TargetOutcome = { readonly kind: 'taken' } | Postponed | TargetFailure;

/** Not an attempt at all: the target may be called again at this time, in ms since 1970. */
export interface Postponed {
  readonly kind: 'postponed';
  readonly untilMs: number;
}

/** Why a target did not take something. */
export type FailureReason = 'missing' | 'forbidden' | 'throttled' | 'timeout' | 'unreachable' | 'rejected' | 'failed';

export interface TargetFailure {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  /** The target service's own error code. */
  readonly code: string;
  readonly message: string;
  /** Whether another attempt may go better. */
  readonly retryable: boolean;
  /** The least wait that the target asks for. */
  readonly waitMs?: number | undefined;
}

/** How a service takes in what others send to its resources. */
export interface TargetPort {
  /** What the ARN names, such as `queue`. */
  kindOf(arn: string): string;
  exists(call: TargetCall): boolean;
  /** The service's own error for a resource that does not exist. */
  notFound(arn: string): AwsError;
  /** What a role must allow. */
  permissions(call: TargetCall): readonly Permission[];
  /** Whether resources of this kind have policies of their own; without one, a sender needs a role. */
  hasPolicy(arn: string): boolean;
  /** Whether the resource's own policy lets the sender. Asked only where there is a policy, and the resource exists. */
  policyAllows(arn: string, sender: Sender): boolean;
  /** Whether `take` answers at once, so that it may be called inside the write that causes the call. */
  atOnce(arn: string): boolean;
  /** Takes it in. An AwsError that it throws is a refusal for good. */
  take(call: TargetCall): TargetOutcome | Promise<TargetOutcome>;
}

export const TAKEN: TargetOutcome = { kind: 'taken' };

export const targetFailure = (
  reason: FailureReason,
  code: string,
  message: string,
  more: { readonly retryable?: boolean; readonly waitMs?: number } = {},
): TargetFailure => ({ kind: 'failed', reason, code, message, retryable: RETRYABLE.has(reason), ...more });

/** What may pass by itself. */
const RETRYABLE: ReadonlySet<FailureReason> = new Set(['throttled', 'timeout', 'unreachable', 'failed']);
