import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Iam } from '../iam/iam.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { JobOutcome, Jobs } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import type { FunctionDefinition, InvocationResult } from './function-definition.ts';
import type { InvokeOptions, Lambda } from './lambda.ts';

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
  readonly store: Store;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly iam: Iam;
  readonly sqs: Sqs;
  readonly invoke: Lambda['invoke'];
  readonly functionOf: (arn: string) => FunctionDefinition;
}

/** Lambda's own queue for `InvocationType: Event`: the second of the two delivery stages. */
export const asyncInvocations = (props: Props): Pick<Lambda, 'invokeAsync' | 'putAsyncConfig'> => {
  const { clock, jobs } = props;
  const configs = new Map<string, AsyncConfig>();

  jobs.handle<AsyncJob>(KIND, async (job): Promise<JobOutcome<AsyncJob>> => {
    const options: InvokeOptions = { requestId: job.requestId, traceHeader: job.traceHeader ?? undefined };
    const result = await props.invoke(job.functionArn, job.event, options);
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
    props.iam.authorize(role, { action: 'sqs:SendMessage', resource: destinationArn });
    const record = {
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      requestContext: {
        requestId: job.requestId,
        functionArn: `${definition.arn}:$LATEST`,
        condition,
        approximateInvokeCount: job.attempt,
      },
      requestPayload: JSON.parse(job.event) as unknown,
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(result.functionError === undefined ? {} : { functionError: result.functionError }),
      },
      responsePayload: errorAsReported(JSON.parse(result.payload)),
    };
    props.store.write(() => {
      props.sqs.send(destinationArn, {
        body: JSON.stringify(record),
        ...(job.traceHeader === null ? {} : { systemAttributes: { AWSTraceHeader: job.traceHeader } }),
      });
    });
  };

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

/** Destinations call the stack `stackTrace`, the runtime calls it `trace`. */
const errorAsReported = (payload: unknown): unknown => {
  if (typeof payload !== 'object' || payload === null || !('trace' in payload)) return payload;
  const { trace, ...rest } = payload;
  return { ...rest, stackTrace: trace };
};
