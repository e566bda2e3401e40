import type { Permission } from '@plumbline/iam-policy';
import type { RoleAnswer, RoleCall } from './endpoint/call-as.ts';
import type { BusEvent, InvocationResult } from './occurrence.ts';
import type { Segment } from './segment.ts';
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

/** Runs functions and waits for what they answer. */
export interface FunctionRunner {
  exists(functionArn: string): boolean;
  /** Whether the function's own policy lets an AWS service invoke it on behalf of `sourceArn`. */
  permits(functionArn: string, servicePrincipal: string, sourceArn: string): boolean;
  /** Waits for the answer; an error that the function throws is in the result. Throws AwsError when the function can't be run. */
  invoke(functionArn: string, event: string, options: { readonly traceHeader: string | undefined }): Promise<InvocationResult>;
}

/**
 * A message as a function gets it.
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

/** Takes messages out of queues. Every method throws AwsError when the queue does not exist, and is atomic with the caller's `store.write`. */
export interface QueueReader {
  exists(queueArn: string): boolean;
  /** Takes what is visible now. Never waits. */
  receive(queueArn: string, options: { readonly max: number }): readonly QueueRecord[];
  remove(queueArn: string, receiptHandle: string): void;
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): void;
  visibilitySeconds(queueArn: string): number;
  /**
   * Calls `run` when a message can be received: sent and on disk, or its delay or visibility timeout over, or its FIFO group
   * unlocked. Once for many, and once at subscription. The answer ends the subscription.
   */
  onVisible(queueArn: string, run: () => void): () => void;
}

/** What a service gives to the others. Each part is given by one service; the kernel does not care which. */
export interface Offers {
  /** Accepts an AWS service's own event on the default bus. Call it inside the write that causes it. */
  readonly emit?: (event: ServiceEvent) => void;
  /** Appends lines; the group and the stream come into being when they are missing. */
  readonly log?: (group: string, stream: string, lines: readonly LogLine[]) => void;
  /** Keeps a segment of a trace. */
  readonly trace?: (segment: Segment) => void;
  readonly functions?: FunctionRunner;
  readonly queues?: QueueReader;
  /** How the service takes in what others send to its resources. */
  readonly target?: TargetPort;
  /** Ends the environment that runs the invocation with this X-Ray segment, as if its machine had died. */
  readonly crash?: (segmentId: string) => void;
  /** Work that runs outside of jobs. */
  readonly work?: Work;
}

/** Work that runs by itself. */
export interface Work {
  readonly busy: boolean;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/** What a service may ask of the others. A part that no service gives does nothing, or says that the resource does not exist. */
export interface Ports extends Required<Pick<Offers, 'emit' | 'log' | 'trace' | 'functions' | 'queues'>> {
  /** Hands something to the resource that an ARN names, with the permission checked. Never throws AwsError: a refusal is an outcome. */
  callTarget(call: TargetCall): Promise<TargetOutcome>;
  /**
   * The same within the caller's `store.write`, for targets that only take in: functions, queues, topics. `undefined` for any other,
   * for which only `callTarget` will do.
   */
  callTargetNow(call: TargetCall): TargetOutcome | undefined;
  /** Whether the target of a call needs a role of the sender's, because it has no policy of its own. */
  needsRole(arn: string): boolean;
  /** What a role must allow to make a call to a target. */
  permissionsFor(call: TargetCall): readonly Permission[];
  /** Calls an operation of a service as a role, as over HTTP. Throws AwsError when the service is not running. */
  callService(name: string, call: RoleCall): Promise<RoleAnswer>;
}
