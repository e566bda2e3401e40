import type { AwsError, InvocationResult } from '@plumbline/local-aws-kernel';
import type { RuntimeError } from './worker.ts';

/** The outcome of an asynchronous invocation. */
export interface Ending {
  /** `ZeroReservedConcurrency` is not in AWS's documentation; emulators have recorded it. */
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';
  /** The last run, or the reason why Lambda did not run the function. Neither if a reservation of 0 stops it. */
  readonly last?: { readonly result: InvocationResult } | { readonly refusal: AwsError };
  /** The number of runs of the function. */
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
 * The record for a destination. AWS documents only the record of a failed function. Others measured (`stackd`, 2026) that the record of a
 * throttled function has the status only, without a payload, and that a success always counts as one.
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
  // Payloads are passed on unchanged: parsing would lose numbers beyond doubles.
  return `${JSON.stringify(head).slice(0, -1)},"requestPayload":${event}${responseOf(last)}}`;
};

const responseOf = (last: Ending['last']): string => {
  if (last === undefined) return '';
  if ('refusal' in last) return `,"responseContext":${JSON.stringify({ statusCode: last.refusal.status })}`;
  const { functionError, payload } = last.result;
  const context = { statusCode: 200, executedVersion: '$LATEST', ...(functionError === undefined ? {} : { functionError }) };
  return `,"responseContext":${JSON.stringify(context)},"responsePayload":${functionError === undefined ? payload : errorAsReported(payload)}`;
};

/** Destinations name the stack `stackTrace`, the runtime names it `trace`. */
const errorAsReported = (payload: string): string => {
  const { trace, ...error } = JSON.parse(payload) as RuntimeError;
  return JSON.stringify({ ...error, stackTrace: trace });
};

/** The error in the attributes of a dead letter; a function that a reservation of 0 stops has no code. */
export const deadLetterError = ({ last }: Ending): { readonly code?: string; readonly message: string } => {
  // AWS's spelling, as measured.
  if (last === undefined) return { message: 'Function not invoked. Function isconfigured with zero reserved concurrent executions' };
  if ('refusal' in last) return { code: String(last.refusal.status), message: last.refusal.message };
  return { code: '200', message: (JSON.parse(last.result.payload) as RuntimeError).errorMessage };
};
