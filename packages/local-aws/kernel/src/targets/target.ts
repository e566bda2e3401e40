import type { Permission } from '@plumbline/iam-policy';
import type { AwsError } from '../aws-error.ts';
import type { Principal } from '../iam/principal.ts';

/** The sender of a call to a target: an AWS service, with a role or on its own behalf. */
export interface Sender {
  /** Such as `events.amazonaws.com`. */
  readonly principal: string;
  /** The resource on whose behalf it sends: a rule, a schedule, a bucket, a topic. */
  readonly sourceArn: string;
  /** With a role, its identity policies decide; without a role, the target's own policy decides. */
  readonly role?: Principal | undefined;
}

/** A call to the resource that an ARN names. */
export interface TargetCall {
  readonly arn: string;
  readonly sender: Sender;
  /** A message's body, a function's event, an execution's input, an event. */
  readonly input: string;
  readonly traceHeader?: string | undefined;
  /** The name of the result (an execution, an object, a log stream): a repeated delivery does not create a second one. */
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
  /** A dead letter, or the record of an invocation: nothing comes after it, so injected faults do not apply. @default false */
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
  /** In ms since 1970. @default now */
  readonly timeMs?: number | undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_HttpParameters.html */
export interface HttpParameters {
  /** In the order of the `*` in the target's path. */
  readonly pathValues: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** The outcome of a call to a target. */
export type TargetOutcome = { readonly kind: 'taken' } | Postponed | TargetFailure;

/** Does not count as an attempt: the target may be called again at this time, in ms since 1970. */
export interface Postponed {
  readonly kind: 'postponed';
  readonly untilMs: number;
}

/** The reason why a target rejected a call. */
export type FailureReason = 'missing' | 'forbidden' | 'throttled' | 'timeout' | 'unreachable' | 'rejected' | 'failed';

export interface TargetFailure {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  /** The target service's own error code. */
  readonly code: string;
  readonly message: string;
  /** Whether a retry may succeed. */
  readonly retryable: boolean;
  /** The minimum wait that the target requests. */
  readonly waitMs?: number | undefined;
}

/** A service's resources as targets of other services. */
export interface TargetPort {
  /** The kind of resource that the ARN names, such as `queue`. */
  kindOf(arn: string): string;
  exists(call: TargetCall): boolean;
  /** The service's own error for a resource that does not exist. */
  notFound(arn: string): AwsError;
  /** The permission that a role needs. */
  permissions(call: TargetCall): readonly Permission[];
  /** Whether resources of this kind have policies; otherwise, a sender needs a role. */
  hasPolicy(arn: string): boolean;
  /** Whether the resource's own policy allows the sender. Called only if the kind has policies and the resource exists. */
  policyAllows(arn: string, sender: Sender): boolean;
  /** Whether `take` is synchronous, so that it may be called inside the write that causes the call. */
  atOnce(arn: string): boolean;
  /** Accepts the call. An AwsError that it throws is a permanent refusal. */
  take(call: TargetCall): TargetOutcome | Promise<TargetOutcome>;
}

export const TAKEN: TargetOutcome = { kind: 'taken' };

export const targetFailure = (
  reason: FailureReason,
  code: string,
  message: string,
  more: { readonly retryable?: boolean; readonly waitMs?: number } = {},
): TargetFailure => ({ kind: 'failed', reason, code, message, retryable: RETRYABLE.has(reason), ...more });

/** The reasons that may be temporary. */
const RETRYABLE: ReadonlySet<FailureReason> = new Set(['throttled', 'timeout', 'unreachable', 'failed']);
