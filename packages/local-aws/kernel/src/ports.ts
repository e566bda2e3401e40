import type { Permission } from '@plumbline/iam-policy';
import type { RoleAnswer, RoleCall } from './endpoint/call-as.ts';
import type { Postman } from './mail.ts';
import type { BusEvent, InvocationResult } from './occurrence.ts';
import type { Segment } from './segment.ts';
import type { StreamReader } from './streams/stream-reader.ts';
import type { TargetCall, TargetOutcome, TargetPort } from './targets/target.ts';

/** An event that an AWS service sends to the default bus. */
export interface ServiceEvent extends Pick<BusEvent, 'source' | 'resources' | 'detail' | 'time'> {
  readonly detailType: string;
}

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  readonly message: string;
}

/** Runs functions and waits for their responses. */
export interface FunctionRunner {
  exists(functionArn: string): boolean;
  /** Whether the function's own policy allows an AWS service to invoke it on behalf of `sourceArn`. */
  permits(functionArn: string, servicePrincipal: string, sourceArn: string): boolean;
  /** Waits for the response; the result contains an error that the function throws. Throws AwsError when the function can't run. */
  invoke(functionArn: string, event: string, options: { readonly traceHeader: string | undefined }): Promise<InvocationResult>;
}

/**
 * A message in the form that a function receives.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, QueueRecordAttribute>>;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

export interface QueueRecordAttribute {
  readonly stringValue?: string;
  readonly binaryValue?: string;
  readonly stringListValues: readonly [];
  readonly binaryListValues: readonly [];
  readonly dataType: string;
}

/** Receives messages from queues. Every method throws AwsError when the queue does not exist, and is atomic with the caller's `store.write`. */
export interface QueueReader {
  exists(queueArn: string): boolean;
  /** Receives the messages that are visible now. Never waits. */
  receive(queueArn: string, options: { readonly max: number }): readonly QueueRecord[];
  remove(queueArn: string, receiptHandle: string): void;
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): void;
  visibilitySeconds(queueArn: string): number;
  /**
   * Calls `run` when a message can be received: it is sent and on disk, its delay or visibility timeout has ended, or its FIFO group
   * is unlocked. One call covers several messages, and one call happens at subscription. @returns a function that ends the subscription.
   */
  onVisible(queueArn: string, run: () => void): () => void;
}

/**
 * Checks the tokens of user pools.
 *
 * @example
 * ```ts
 * const verdict = await ports.userPools.verify('eu-west-1_a1b2c3d4e', token);
 * if (verdict.kind === 'valid') verdict.claims['cognito:groups'];
 * ```
 */
export interface UserPools {
  /** Checks the signature, the issuer and the expiry of an ID or access token. */
  verify(userPoolId: string, token: string): Promise<TokenVerdict>;
}

export type TokenVerdict =
  | { readonly kind: 'valid'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly kind: 'invalid'; readonly reason: string };

/** The ports that a service provides to the others. One service provides each port; the kernel does not depend on which. */
export interface Offers {
  /** Accepts an AWS service's own event on the default bus. Call it inside the write that causes it. */
  readonly emit?: (event: ServiceEvent) => void;
  /** Appends lines; creates the group and the stream if they are missing. */
  readonly log?: (group: string, stream: string, lines: readonly LogLine[]) => void;
  /** Keeps a segment of a trace. */
  readonly trace?: (segment: Segment) => void;
  readonly functions?: FunctionRunner;
  readonly queues?: QueueReader;
  readonly streams?: StreamReader;
  readonly userPools?: UserPools;
  readonly mail?: Postman;
  /** The service's resources as targets of other services. */
  readonly target?: TargetPort;
  /** Ends the environment that runs the invocation with this X-Ray segment, as if its machine had died. */
  readonly crash?: (segmentId: string) => void;
  /** Work that runs outside jobs. */
  readonly work?: Work;
}

/** Background work. */
export interface Work {
  readonly busy: boolean;
  /** Resolves when no work is running. */
  idle(): Promise<void>;
}

/** The ports that a service may use. A port that no service provides does nothing, or reports that the resource does not exist. */
export interface Ports
  extends Required<Pick<Offers, 'emit' | 'log' | 'trace' | 'functions' | 'queues' | 'streams' | 'userPools' | 'mail'>> {
  /** Calls the resource that an ARN names, and checks the permission. Never throws AwsError: a refusal is an outcome. */
  callTarget(call: TargetCall): Promise<TargetOutcome>;
  /**
   * The same within the caller's `store.write`, for targets that only accept data: functions, queues, topics. `undefined` for any other
   * target, which needs `callTarget`.
   */
  callTargetNow(call: TargetCall): TargetOutcome | undefined;
  /** Whether the target of a call needs a role of the sender, because it has no policy of its own. */
  needsRole(arn: string): boolean;
  /** The permission that a role needs for a call to a target. */
  permissionsFor(call: TargetCall): readonly Permission[];
  /** Calls an operation of a service as a role, as over HTTP. Throws AwsError when the service is not running. */
  callService(name: string, call: RoleCall): Promise<RoleAnswer>;
}
