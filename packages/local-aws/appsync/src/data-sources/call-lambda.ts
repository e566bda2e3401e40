import type { Ports, Principal } from '@plumbline/local-aws-kernel';
import { isJsonArray, isJsonObject, type Json } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import { type AwsAnswer, awsErrorOf, callAws } from './call-aws.ts';
import type { DataSourceAnswer, DataSourceCall } from './data-source-call.ts';
import { invalidRequest, refuseOthers, requestObject } from './invalid-request.ts';

export interface LambdaCall extends Omit<DataSourceCall, 'request'> {
  readonly functionArn: string;
  readonly payload: Json;
  /** @default RequestResponse */
  readonly invocationType?: string | undefined;
}

/** The parts of an `Invoke` or `BatchInvoke` request: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html */
export interface LambdaRequest {
  readonly batch: boolean;
  readonly payload: Json;
  readonly invocationType: string | undefined;
}

export const readLambdaRequest = (given: Json): LambdaRequest => {
  const request = requestObject(given);
  refuseOthers('a Lambda request', request, ['version', 'operation', 'invocationType', 'payload']);
  const { operation, payload = null, invocationType } = request;
  if (operation !== 'Invoke' && operation !== 'BatchInvoke')
    throw invalidRequest(`The operation of a Lambda request is Invoke or BatchInvoke, not ${JSON.stringify(operation)}.`);
  if (invocationType !== undefined && invocationType !== 'RequestResponse' && invocationType !== 'Event')
    throw invalidRequest(`The invocationType of a Lambda request is RequestResponse or Event, not ${JSON.stringify(invocationType)}.`);
  return { batch: operation === 'BatchInvoke', payload, invocationType: invocationType === undefined ? undefined : String(invocationType) };
};

/** Invokes a function with the role of the data source. */
export const callLambda = async (ports: Pick<Ports, 'callService'>, call: LambdaCall): Promise<DataSourceAnswer> => {
  const { functionArn, payload, role, traceHeader, invocationType = 'RequestResponse' } = call;
  const answer = await invoke(ports, { functionArn, payload, role, traceHeader, invocationType });
  if (answer.status >= 300) {
    const { code, message } = awsErrorOf(answer);
    return { result: null, error: new ResolverError(message, { errorType: `Lambda:${code}` }) };
  }
  if (invocationType === 'Event') return { result: null };
  if (answer.headers['x-amz-function-error'] === undefined) return { result: answer.body };
  const text = isJsonObject(answer.body) ? answer.body['errorMessage'] : undefined;
  return { result: null, error: new ResolverError(String(text ?? answer.text), { errorType: 'Lambda:Unhandled' }) };
};

/**
 * Invokes a function once for several fields. Its result is a list with one item for each, in the same order.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers-js.html#advanced-use-case-batching
 */
export const callLambdaBatch = async (
  ports: Pick<Ports, 'callService'>,
  call: LambdaCall,
  count: number,
): Promise<readonly DataSourceAnswer[]> => {
  const { result, error } = await callLambda(ports, call);
  const all = (answer: DataSourceAnswer): readonly DataSourceAnswer[] => Array.from({ length: count }, () => answer);
  if (error !== undefined) return all({ result: null, error });
  if (!isJsonArray(result) || result.length !== count) {
    const message = 'The response of a batch Lambda request must be a list with as many items as the request.';
    return all({ result: null, error: new ResolverError(message, { errorType: 'Lambda:IllegalArgument' }) });
  }
  return result.map((item) => ({ result: item }));
};

interface Invocation {
  readonly functionArn: string;
  readonly payload: Json;
  readonly role: Principal;
  readonly traceHeader: string | undefined;
  readonly invocationType: string;
}

const invoke = (
  ports: Pick<Ports, 'callService'>,
  { functionArn, payload, role, traceHeader, invocationType }: Invocation,
): Promise<AwsAnswer> =>
  callAws(ports, 'lambda', {
    caller: role,
    traceHeader,
    path: `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`,
    headers: { 'x-amz-invocation-type': invocationType },
    body: JSON.stringify(payload),
  });
