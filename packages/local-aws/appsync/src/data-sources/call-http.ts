import { outboundUrl, type Principal } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import { callAws } from './call-aws.ts';
import type { DataSourceAnswer, DataSourceCall } from './data-source-call.ts';
import { httpFetch } from './http-fetch.ts';
import { invalidRequest, refuseOthers, requestObject, textMember } from './invalid-request.ts';

export interface HttpDataSourceCall extends Omit<DataSourceCall, 'role'> {
  readonly endpoint: string;
  readonly role: Principal | undefined;
  readonly signing: { readonly region: string; readonly serviceName: string } | undefined;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/**
 * Calls an HTTP endpoint. A signed call to a host of AWS reaches the local service, with the role of the data source; other hosts are
 * called as `outbound` allows.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html
 */
export const callHttp = async (
  { ports, outbound, endpointUrl }: Pick<AppSyncContext, 'ports' | 'outbound' | 'endpointUrl'>,
  { request: given, endpoint, role, signing, traceHeader }: HttpDataSourceCall,
): Promise<DataSourceAnswer> => {
  const { method, path, rawQuery, headers, body } = readHttpRequest(given);
  const host = new URL(endpoint).hostname;
  const isLocal = endpointUrl() !== '' && endpoint.startsWith(endpointUrl());
  if (role !== undefined && signing !== undefined && (AWS_HOST.test(host) || isLocal)) {
    const localPath = signing.serviceName === 'execute-api' && !isLocal ? `/_aws/execute-api/${host.split('.')[0]}${path}` : path;
    const call = { caller: role, traceHeader, method, path: localPath, rawQuery, headers: { ...headers, host }, body };
    const { status, headers: answered, text } = await callAws(ports, signing.serviceName, call);
    return { result: { statusCode: status, headers: answered, body: text } };
  }
  const url = outboundUrl(`${endpoint.replace(/\/$/, '')}${path}${rawQuery === '' ? '' : `?${rawQuery}`}`, outbound);
  if (!(url instanceof URL)) return { result: null, error: new ResolverError(url.refused, { errorType: 'Http:Refused' }) };
  try {
    const traced = traceHeader === undefined ? {} : { 'x-amzn-trace-id': traceHeader };
    return { result: await httpFetch({ method, url, headers: { ...headers, ...traced }, body }) };
  } catch (error) {
    return {
      result: null,
      error: new ResolverError(`The call to ${url.origin} failed: ${(error as Error).message}`, { errorType: 'Http:Failed' }),
    };
  }
};

/** The hosts of AWS's services. */
const AWS_HOST = /\.amazonaws\.com(\.cn)?$/;

interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const readHttpRequest = (given: Json): HttpRequest => {
  const request = requestObject(given);
  refuseOthers('an HTTP request', request, ['version', 'method', 'resourcePath', 'params']);
  const method = textMember('an HTTP request', request, 'method');
  if (!METHODS.includes(method)) throw invalidRequest(`The method of an HTTP request is one of ${METHODS.join(', ')}, not ${method}.`);
  const path = textMember('an HTTP request', request, 'resourcePath');
  const params = isJsonObject(request['params']) ? request['params'] : {};
  refuseOthers('params', params, ['query', 'headers', 'body']);
  const query = Object.entries(objectOf(params['query'])).map(([name, value]): [string, string] => [name, textOf(value)]);
  return {
    method,
    path: path.startsWith('/') ? path : `/${path}`,
    rawQuery: new URLSearchParams(query).toString(),
    headers: Object.fromEntries(Object.entries(objectOf(params['headers'])).map(([name, value]) => [name.toLowerCase(), textOf(value)])),
    body: params['body'] === undefined || params['body'] === null ? '' : textOf(params['body']),
  };
};

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
