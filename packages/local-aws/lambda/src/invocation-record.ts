import type { AwsError, InvocationResult } from '@plumbline/local-aws-kernel';
import type { RuntimeError } from './worker.ts';

/** What became of an asynchronous invocation. */
export interface Ending {
  /** `ZeroReservedConcurrency` is not in AWS's documentation; emulators have recorded it. */
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';
  /** The last run, or why Lambda did not run the function. Neither when it is stopped by a reservation of 0. */
  readonly last?: { readonly result: InvocationResult } | { readonly refusal: AwsError };
  /** How often the function ran. */
  readonly runs: number;
}

interface Facts {
  readonly requestId: string;
  readonly functionArn: string;
  /** The event as JSON. */
  readonly event: string;
  readonly nowMs: number;
}

/**
 * The record that goes to a destination. AWS documents only that of a function that failed. That a throttled one has the
 * status alone, and no payload, is what others measured (`stackd`, 2026), and so is that a success always counts as one.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
 */
export const invocationRecord = ({ condition, last, runs }: Ending, { requestId, functionArn, event, nowMs }: Facts): string => {
  const head = {
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: condition === 'Success' ? 1 : runs,
    },
  };
  // Payloads go on letter by letter: numbers beyond doubles must not be lost by parsing.
  return `${JSON.stringify(head).slice(0, -1)},"requestPayload":${event}${responseOf(last)}}`;
};

const responseOf = (last: Ending['last']): string => {
  if (last === undefined) return '';
  if ('refusal' in last) return `,"responseContext":${JSON.stringify({ statusCode: last.refusal.status })}`;
  const { functionError, payload } = last.result;
  const context = { statusCode: 200, executedVersion: '$LATEST', ...(functionError === undefined ? {} : { functionError }) };
  return `,"responseContext":${JSON.stringify(context)},"responsePayload":${functionError === undefined ? payload : errorAsReported(payload)}`;
};

/** Destinations call the stack `stackTrace`, the runtime calls it `trace`. */
const errorAsReported = (payload: string): string => {
  const { trace, ...error } = JSON.parse(payload) as RuntimeError;
  return JSON.stringify({ ...error, stackTrace: trace });
};

/** What the attributes of a dead letter say of the error; a function stopped by a reservation of 0 has no code. */
export const deadLetterError = ({ last }: Ending): { readonly code?: string; readonly message: string } => {
  // AWS's spelling, as measured.
  if (last === undefined) return { message: 'Function not invoked. Function isconfigured with zero reserved concurrent executions' };
  if ('refusal' in last) return { code: String(last.refusal.status), message: last.refusal.message };
  return { code: '200', message: (JSON.parse(last.result.payload) as RuntimeError).errorMessage };
};
