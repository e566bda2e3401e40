import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { Iam } from '../iam/iam.ts';
import type { Observer } from '../occurrence.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { JobOutcome, Jobs } from '../store/jobs.ts';
import type { FunctionDefinition, InvocationResult } from './function-definition.ts';
import type { InvokeOptions } from './invoke.ts';
import type { Lambda } from './lambda.ts';
import type { RuntimeError } from './worker.ts';

/** How a function's asynchronous invocations are retried, and where they go in the end. */
export interface AsyncConfig {
  /** 0 to 2. */
  readonly retriesMax: number;
  /** Seconds, 60 to 21,600. */
  readonly eventAgeSecondsMax: number;
  /** A queue's ARN. @default what failed is dropped */
  readonly onFailure?: string;
  readonly onSuccess?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const DEFAULTS: AsyncConfig = { retriesMax: 2, eventAgeSecondsMax: 21_600 };
/** One minute before the first retry, two before the second. */
const RETRY_WAITS_MS = [60_000, 120_000];
const KIND = 'lambda.async';

interface AsyncJob {
  readonly functionArn: string;
  readonly event: string;
  readonly requestId: string;
  readonly traceHeader: string | null;
  readonly attempt: number;
  readonly acceptedMs: number;
}

interface Props {
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly iam: Iam;
  readonly sqs: Sqs;
  readonly invoke: Lambda['invoke'];
  readonly exists: Lambda['exists'];
  readonly functionOf: (arn: string) => FunctionDefinition;
  readonly observe: Observer;
  /** Functions are being ended: what they come to says nothing. */
  readonly stopping: () => boolean;
}

/** Lambda's own queue for `InvocationType: Event`: the second of the two delivery stages. */
export const asyncInvocations = (props: Props): Pick<Lambda, 'invokeAsync' | 'putAsyncConfig'> => {
  const { clock, jobs } = props;
  const configs = new Map<string, AsyncConfig>();

  jobs.handle<AsyncJob>(KIND, async (job): Promise<JobOutcome<AsyncJob>> => {
    if (!props.exists(job.functionArn)) {
      warn(`The function ${job.functionArn} is gone; an event that it had accepted is dropped.`);
      return undefined;
    }
    const options: InvokeOptions = { requestId: job.requestId, traceHeader: job.traceHeader ?? undefined };
    const result = await props.invoke(job.functionArn, job.event, options);
    if (props.stopping()) return { retryAtMs: clock.now(), payload: job };
    const { name } = props.functionOf(job.functionArn);
    const config = configs.get(name) ?? DEFAULTS;
    if (result.functionError === undefined) {
      if (config.onSuccess !== undefined) report(config.onSuccess, job, result, 'Success');
      return undefined;
    }
    const retryAtMs = clock.now() + (RETRY_WAITS_MS[job.attempt - 1] ?? 0);
    const retriesLeft = job.attempt <= config.retriesMax;
    const tooOld = retryAtMs - job.acceptedMs > config.eventAgeSecondsMax * 1_000;
    if (retriesLeft && !tooOld) return { retryAtMs, payload: { ...job, attempt: job.attempt + 1 } };
    if (config.onFailure !== undefined) report(config.onFailure, job, result, retriesLeft ? 'EventAgeExceeded' : 'RetriesExhausted');
    return undefined;
  });

  /** Sends the record of an invocation's end to a queue, with the function's own role, as AWS does. */
  const report = (destinationArn: string, job: AsyncJob, result: InvocationResult, condition: string): void => {
    const definition = props.functionOf(job.functionArn);
    const role = props.iam.principalOf(definition.roleArn, definition.name);
    try {
      props.iam.authorize(role, { action: 'sqs:SendMessage', resource: destinationArn });
      props.sqs.send(destinationArn, {
        body: recordOf(definition, job, result, condition, clock.now()),
        ...(job.traceHeader === null ? {} : { systemAttributes: { AWSTraceHeader: job.traceHeader } }),
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // On AWS this is a metric, DestinationDeliveryFailures, and the record is lost.
      warn(`The record of ${definition.name} (${job.requestId}, ${condition}) did not reach ${destinationArn}: ${error.message}`);
    }
  };
  const warn = (message: string): void => props.observe({ kind: 'warning', message });

  return {
    putAsyncConfig: (functionName, config) => void configs.set(functionName, config),
    invokeAsync(functionArn, event, options = {}) {
      const job: AsyncJob = {
        functionArn,
        event,
        requestId: options.requestId ?? randomUUID(),
        traceHeader: options.traceHeader ?? null,
        attempt: 1,
        acceptedMs: clock.now(),
      };
      jobs.add(KIND, job);
    },
  };
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations */
const recordOf = (definition: FunctionDefinition, job: AsyncJob, result: InvocationResult, condition: string, nowMs: number): string => {
  const { requestId, attempt } = job;
  const head = {
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
    requestContext: { requestId, functionArn: `${definition.arn}:$LATEST`, condition, approximateInvokeCount: attempt },
  };
  const responseContext = {
    statusCode: 200,
    executedVersion: '$LATEST',
    ...(result.functionError === undefined ? {} : { functionError: result.functionError }),
  };
  const response = result.functionError === undefined ? result.payload : errorAsReported(result.payload);
  // Both payloads go on letter by letter: numbers beyond doubles must not be lost by parsing.
  const tail = `"requestPayload":${job.event},"responseContext":${JSON.stringify(responseContext)},"responsePayload":${response}`;
  return `${JSON.stringify(head).slice(0, -1)},${tail}}`;
};

/** Destinations call the stack `stackTrace`, the runtime calls it `trace`. */
const errorAsReported = (payload: string): string => {
  const { trace, ...error } = JSON.parse(payload) as RuntimeError;
  return JSON.stringify({ ...error, stackTrace: trace });
};
