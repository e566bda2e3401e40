import type { Ports, RoleCall } from '@plumbline/local-aws-kernel';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { runtimeFailure } from '../state-failure.ts';
import { type FailureOf, requestService, type ServiceAnswer } from './call-service.ts';
import { publish } from './publish-to-topic.ts';
import { type RestProtocol, SDK_SERVICES, type SdkService, withLetters } from './sdk-services.ts';
import { sdkFailure } from './service-error.ts';
import type { ServiceAction } from './task-resource.ts';

export interface SdkCall extends Pick<RoleCall, 'caller' | 'traceHeader'> {
  readonly resource: ServiceAction;
  readonly parameters: JsonObject;
}

/**
 * Calls an operation of a service as AWS's SDK would. Parameters and results have a capital first letter, whatever the API's own form.
 * Throws StateFailure.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const callSdk = async (ports: Pick<Ports, 'callService'>, { resource, parameters, ...caller }: SdkCall): Promise<Json> => {
  const service = SDK_SERVICES[resource.service];
  if (service === undefined) throw runtimeFailure(`local-aws has no AWS SDK integration for ${resource.service}.`);
  const { name, protocol, prefix } = service;
  const failureOf: FailureOf = (code, status, message, requestId) => sdkFailure(prefix, code, status, message, requestId);
  if (protocol.kind === 'sns') return (await publish(ports, caller, parameters, failureOf)).result;
  if (protocol.kind === 'lambda') return invoke(ports, caller, parameters, failureOf);
  const request =
    protocol.kind === 'rest' ? restRequest(protocol, resource.action, parameters) : jsonRequest(service, resource.action, parameters);
  const { body } = await requestService(ports, { name, ...caller, ...request }, failureOf);
  const camelCase = protocol.kind === 'json' && protocol.camelCase === true;
  return (camelCase ? withTimes(withLetters(body, (letter) => letter.toUpperCase())) : body) as Json;
};

const jsonRequest = ({ protocol }: SdkService, action: string, parameters: JsonObject) => {
  if (protocol.kind !== 'json') throw runtimeFailure('The service does not speak JSON.');
  const operation = `${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  const headers = { 'content-type': `application/x-amz-json-${protocol.version}`, 'x-amz-target': `${protocol.target}.${operation}` };
  // Text members, such as an execution's input, may be given as JSON.
  const body = protocol.camelCase === true ? withText(parameters) : parameters;
  return { headers, body: (protocol.camelCase === true ? withLetters(body, (letter) => letter.toLowerCase()) : body) as Json };
};

const withText = ({ Input, ...others }: JsonObject): JsonObject =>
  Input === undefined ? others : { ...others, Input: typeof Input === 'string' ? Input : JSON.stringify(Input) };

const restRequest = ({ operations }: RestProtocol, action: string, parameters: JsonObject) => {
  const [method, template] = operations[action] ?? ['POST', '/'];
  const inPath = new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, member = '']) => member));
  const path = template.replace(/\{(\w+)\}/g, (_, member: string) => encodeURIComponent(String(parameters[member] ?? '')));
  const body = Object.fromEntries(Object.entries(parameters).filter(([member]) => !inPath.has(member)));
  return { method, path, headers: { 'content-type': 'application/json' }, body: method === 'GET' || method === 'DELETE' ? {} : body };
};

/** The SDK passes the payload as a string, and an error of the function is a result. */
const invoke = async (
  ports: Pick<Ports, 'callService'>,
  caller: Pick<RoleCall, 'caller' | 'traceHeader'>,
  { FunctionName, Payload, InvocationType, ...more }: JsonObject,
  failureOf: FailureOf,
): Promise<Json> => {
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw runtimeFailure(`local-aws does not support the parameter '${unknown}' of aws-sdk:lambda:invoke.`);
  if (typeof FunctionName !== 'string') throw runtimeFailure("The parameter 'FunctionName' of aws-sdk:lambda:invoke must be a string.");
  const payload = typeof Payload === 'string' ? (JSON.parse(Payload) as Json) : (Payload ?? {});
  const headers: Record<string, string> = typeof InvocationType === 'string' ? { 'x-amz-invocation-type': InvocationType } : {};
  const path = `/2015-03-31/functions/${encodeURIComponent(FunctionName)}/invocations`;
  const answer: ServiceAnswer = await requestService(ports, { name: 'lambda', ...caller, path, headers, body: payload }, failureOf);
  const error = answer.headers['x-amz-function-error'];
  return {
    StatusCode: answer.status,
    ExecutedVersion: answer.headers['x-amz-executed-version'] ?? '$LATEST',
    Payload: JSON.stringify(answer.body),
    ...(error === undefined ? {} : { FunctionError: error }),
  };
};

/** The SDK's times are texts; those of the API are seconds since 1970. */
const withTimes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withTimes);
  if (!isJsonObject(value as Json)) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, member]) => [
      name,
      typeof member === 'number' && /(Date|Timestamp)$/.test(name) ? new Date(member * 1_000).toISOString() : withTimes(member),
    ]),
  );
};
