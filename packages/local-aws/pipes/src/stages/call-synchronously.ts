import type { Ports, Principal, TargetFailure } from '@plumbline/local-aws-kernel';
import { serviceOf } from '../batch-limits.ts';
import { callFailure, codeFailure } from './stage-outcome.ts';

export interface SynchronousCall {
  readonly arn: string;
  readonly role: Principal;
  /** JSON. */
  readonly input: string;
  readonly traceHeader: string | undefined;
}

/** The response, as JSON. */
export type SynchronousAnswer = { readonly payload: string } | TargetFailure;

/** Invokes a function or runs an express execution with the pipe's role, and waits for the response. */
export const callSynchronously = (ports: Pick<Ports, 'callService'>, call: SynchronousCall): Promise<SynchronousAnswer> =>
  serviceOf(call.arn) === 'states' ? runExecution(ports, call) : invokeFunction(ports, call);

const invokeFunction = async (
  ports: Pick<Ports, 'callService'>,
  { arn, role, input, traceHeader }: SynchronousCall,
): Promise<SynchronousAnswer> => {
  const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`;
  const answer = await ports.callService('lambda', { caller: role, traceHeader, path, headers: {}, body: input });
  const payload = String(answer.body ?? '');
  if (answer.status >= 300) return callFailure(answer.status, answer.headers?.['x-amzn-errortype'] ?? 'Unknown', messageIn(payload));
  if (answer.headers?.['x-amz-function-error'] === undefined) return { payload };
  const { errorType = 'Unhandled', errorMessage = '' } = JSON.parse(payload) as {
    readonly errorType?: string;
    readonly errorMessage?: string;
  };
  return codeFailure(errorType, errorMessage);
};

const runExecution = async (
  ports: Pick<Ports, 'callService'>,
  { arn, role, input, traceHeader }: SynchronousCall,
): Promise<SynchronousAnswer> => {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.StartSyncExecution' };
  const body = JSON.stringify({ stateMachineArn: arn, input });
  const answer = await ports.callService('states', { caller: role, traceHeader, headers, body });
  const text = String(answer.body ?? '');
  if (answer.status >= 300) return callFailure(answer.status, answer.headers?.['x-amzn-errortype'] ?? 'Unknown', messageIn(text));
  const { status, output = 'null', error, cause } = JSON.parse(text) as Record<'status' | 'output' | 'error' | 'cause', string | undefined>;
  return status === 'SUCCEEDED'
    ? { payload: output }
    : codeFailure(error ?? `States.${status}`, cause ?? `The execution ended as ${status}.`);
};

const messageIn = (payload: string): string => {
  try {
    const { message, Message } = JSON.parse(payload) as { readonly message?: string; readonly Message?: string };
    return message ?? Message ?? payload;
  } catch {
    return payload;
  }
};
