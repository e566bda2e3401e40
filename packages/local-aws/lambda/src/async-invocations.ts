import { randomUUID } from 'node:crypto';
import type { AwsError, Faults, InvocationResult, JobOutcome, Jobs } from '@plumbline/local-aws-kernel';
import { isPassing } from './admit.ts';
import { ASYNC_DEFAULTS, type AsyncConfig } from './async-config.ts';
import { type EndInvocationProps, endInvocation } from './end-invocation.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Ending } from './invocation-record.ts';
import type { Invoke, InvokeAsync, InvokeOptions } from './invoke.ts';

/** One minute before the first retry, two before the second. */
const RETRY_WAITS_MS = [60_000, 120_000];
/** "Exponentially from 1 second after the first attempt to a maximum of 5 minutes." */
const BACK_OFF_FIRST_MS = 1_000;
const BACK_OFF_MS_MAX = 300_000;
const KIND = 'lambda.async';

interface AsyncJob {
  readonly functionArn: string;
  readonly event: string;
  readonly requestId: string;
  readonly traceHeader: string | null;
  /** The number of the function's runs, including this one. */
  readonly attempt: number;
  readonly acceptedMs: number;
  /** The number of Lambda's refusals since its last run. @default 0 */
  readonly refusals?: number;
}

interface Props extends EndInvocationProps {
  readonly exists: (functionArn: string) => boolean;
  readonly jobs: Jobs;
  readonly faults: Faults;
  readonly invoke: Invoke;
  readonly functionOf: (arn: string) => FunctionDefinition;
  readonly configOf: (functionName: string) => AsyncConfig | undefined;
  /** The function's reserved concurrency. */
  readonly reservedOf: (functionName: string) => number | undefined;
  /** Functions are being stopped, so their outcomes have no meaning. */
  readonly stopping: () => boolean;
}

/**
 * Lambda's own queue for `InvocationType: Event`: the second of the two delivery stages. Lambda retries an error of the function
 * twice; a throttled event returns to the queue until it is too old.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export const asyncInvocations = (props: Props): InvokeAsync => {
  const { clock, jobs } = props;

  const invokeAsync: InvokeAsync = (functionArn, event, options = {}) => {
    const job: AsyncJob = {
      functionArn,
      event,
      requestId: options.requestId ?? randomUUID(),
      traceHeader: options.traceHeader ?? null,
      attempt: 1,
      acceptedMs: clock.now(),
    };
    const subject = { kind: 'function', name: functionArn.split(':').at(6) ?? functionArn } as const;
    const add = (): void => jobs.add(KIND, job, clock.now() + props.faults.delayMs(subject));
    add();
    // "Your function might receive the same event multiple times": https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
    if (props.faults.strike('duplicate', subject) !== undefined) add();
  };

  jobs.handle<AsyncJob>(KIND, async (job): Promise<JobOutcome<AsyncJob>> => {
    if (!props.exists(job.functionArn)) {
      const message = `The function ${job.functionArn} no longer exists; an event that it had accepted is dropped.`;
      props.observe({ kind: 'warning', message });
      return undefined;
    }
    const last = await runOnce(props.invoke, job);
    if (props.stopping()) return { retryAtMs: clock.now(), payload: job };
    return 'result' in last ? afterRun(job, last) : afterRefusal(job, last);
  });

  const afterRun = (job: AsyncJob, last: { readonly result: InvocationResult }): JobOutcome<AsyncJob> => {
    const { retriesMax, deadlineMs } = limitsOf(job);
    const runs = job.attempt;
    if (last.result.functionError === undefined) return end(job, { condition: 'Success', last, runs });
    if (runs > retriesMax) return end(job, { condition: 'RetriesExhausted', last, runs });
    const retryAtMs = clock.now() + (RETRY_WAITS_MS[runs - 1] ?? 0);
    if (retryAtMs > deadlineMs) return end(job, { condition: 'EventAgeExceeded', last, runs });
    return { retryAtMs, payload: { ...job, attempt: runs + 1, refusals: 0 } };
  };

  const afterRefusal = (job: AsyncJob, last: { readonly refusal: AwsError }): JobOutcome<AsyncJob> => {
    const { deadlineMs, name } = limitsOf(job);
    const runs = job.attempt - 1;
    // "Lambda begins sending new events to the configured dead-letter queue or the on-failure destination, without any retries."
    if (props.reservedOf(name) === 0) return end(job, { condition: 'ZeroReservedConcurrency', runs });
    const nowMs = clock.now();
    if (nowMs >= deadlineMs) return end(job, { condition: 'EventAgeExceeded', last, runs });
    const refusals = job.refusals ?? 0;
    const waitMs = Math.min(BACK_OFF_FIRST_MS * 2 ** refusals, BACK_OFF_MS_MAX);
    // The last attempt runs when the event reaches its maximum age.
    return { retryAtMs: Math.min(nowMs + waitMs, deadlineMs), payload: { ...job, refusals: refusals + 1 } };
  };

  const limitsOf = ({ functionArn, acceptedMs }: AsyncJob) => {
    const { name } = props.functionOf(functionArn);
    const config = props.configOf(name);
    const ageSecondsMax = config?.eventAgeSecondsMax ?? ASYNC_DEFAULTS.eventAgeSecondsMax;
    return { name, retriesMax: config?.retriesMax ?? ASYNC_DEFAULTS.retriesMax, deadlineMs: acceptedMs + ageSecondsMax * 1_000 };
  };

  /** The job is done. */
  const end = (job: AsyncJob, ending: Ending): undefined => {
    const definition = props.functionOf(job.functionArn);
    const config = props.configOf(definition.name) ?? ASYNC_DEFAULTS;
    endInvocation(props, { ...job, definition, config }, ending);
  };

  return invokeAsync;
};

const runOnce = async (
  invoke: Invoke,
  { functionArn, event, requestId, traceHeader }: AsyncJob,
): Promise<{ readonly result: InvocationResult } | { readonly refusal: AwsError }> => {
  const options: InvokeOptions = { requestId, traceHeader: traceHeader ?? undefined, asynchronous: true };
  try {
    return { result: await invoke(functionArn, event, options) };
  } catch (error) {
    if (isPassing(error)) return { refusal: error };
    throw error;
  }
};
