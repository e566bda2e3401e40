import type { Iam, Ports } from '@plumbline/local-aws-kernel';
import type { Execution, TaskProgress } from '../execution/records.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { runtimeFailure, StateFailure } from '../state-failure.ts';
import { callSdk } from './call-sdk.ts';
import { callService, type ServiceAnswer, type ServiceCall, sdkMetadata } from './call-service.ts';
import { publishToTopic } from './publish-to-topic.ts';
import type { ServiceAction, TaskResource } from './task-resource.ts';

export interface CallTaskProps extends Pick<Ports, 'callService'> {
  readonly iam: Iam;
}

export interface TaskCall {
  readonly resource: TaskResource;
  readonly execution: Execution;
  readonly task: TaskProgress;
  readonly traceHeader: string | undefined;
}

/** Calls the resource of a task once, with the role of its state machine. Throws StateFailure. */
export const callTask = async (props: CallTaskProps, { resource, execution, task, traceHeader }: TaskCall): Promise<Json> => {
  const name = resource.kind === 'function' ? 'lambda' : resource.service;
  const caller = props.iam.principalOf(execution.roleArn, execution.name);
  const call: Call = (request) => callService(props, { name, caller, traceHeader, ...request });
  if (resource.kind === 'function') return functionResult(await invoke(call, { FunctionName: resource.arn, Payload: task.parameters }));
  const parameters = task.parameters;
  if (!isJsonObject(parameters)) throw runtimeFailure(`The parameters of ${name}:${resource.action} must be an object.`);
  if (resource.sdk === true) return callSdk(props, { resource, parameters, caller, traceHeader });
  if (name === 'sns') return publishToTopic(props, { caller, traceHeader }, parameters);
  return ACTIONS[name]?.({ call, resource, execution, task, parameters }) ?? null;
};

type Call = (request: Pick<ServiceCall, 'headers' | 'body' | 'path'>) => Promise<ServiceAnswer>;

interface ActionCall {
  readonly call: Call;
  readonly resource: ServiceAction;
  readonly execution: Execution;
  readonly task: TaskProgress;
  readonly parameters: JsonObject;
}

const ACTIONS: Readonly<Record<string, (call: ActionCall) => Promise<Json>>> = {
  async lambda({ call, parameters }) {
    const answer = await invoke(call, parameters);
    const payload = functionResult(answer);
    return {
      ...(answer.headers['x-amz-executed-version'] === undefined ? {} : { ExecutedVersion: answer.headers['x-amz-executed-version'] }),
      Payload: payload,
      ...sdkMetadata(answer),
      StatusCode: answer.status,
    };
  },

  async sqs({ call, parameters }) {
    const body = { ...parameters, ...(parameters.MessageBody === undefined ? {} : { MessageBody: textOf(parameters.MessageBody) }) };
    return withMetadata(await call({ headers: target('AmazonSQS.SendMessage', '1.0'), body }));
  },

  async dynamodb({ call, resource, parameters }) {
    const operation = resource.action.charAt(0).toUpperCase() + resource.action.slice(1);
    return withMetadata(await call({ headers: target(`DynamoDB_20120810.${operation}`, '1.0'), body: parameters }));
  },

  /** AWS adds the ARNs of the machine and the execution, and fails the task if a single entry fails. */
  async events({ call, parameters, execution }) {
    const entries = isJsonArray(parameters.Entries) ? parameters.Entries : [];
    const Entries = entries.map((entry) => (isJsonObject(entry) ? eventEntry(entry, execution) : entry));
    const { body } = await call({ headers: target('AWSEvents.PutEvents', '1.1'), body: { ...parameters, Entries } });
    const answer = isJsonObject(body) ? body : {};
    const result = { Entries: answer.Entries ?? [], FailedEntryCount: answer.FailedEntryCount ?? 0 };
    if (result.FailedEntryCount !== 0) throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(result));
    return result;
  },

  async states({ call, parameters, task }) {
    const { StateMachineArn, Input = {}, Name = task.id, TraceHeader } = parameters;
    const answer = await call({
      headers: target('AWSStepFunctions.StartExecution', '1.0'),
      body: {
        stateMachineArn: StateMachineArn ?? null,
        // With this name, a call that is repeated after a crash is the same call.
        name: Name,
        input: textOf(Input),
        ...(TraceHeader === undefined ? {} : { traceHeader: TraceHeader }),
      },
    });
    const body = isJsonObject(answer.body) ? answer.body : {};
    return {
      ExecutionArn: body.executionArn ?? null,
      ...sdkMetadata(answer),
      StartDate: typeof body.startDate === 'number' ? Math.round(body.startDate * 1_000) : null,
    };
  },
};

const target = (operation: string, version: string): Readonly<Record<string, string>> => ({
  'content-type': `application/x-amz-json-${version}`,
  'x-amz-target': operation,
});

/** Bodies may be given as JSON. */
const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const withMetadata = (answer: ServiceAnswer): JsonObject => ({ ...(isJsonObject(answer.body) ? answer.body : {}), ...sdkMetadata(answer) });

const eventEntry = (entry: JsonObject, { machineArn, arn }: Execution): JsonObject => ({
  ...entry,
  ...(entry.Detail === undefined ? {} : { Detail: textOf(entry.Detail) }),
  Resources: [...(isJsonArray(entry.Resources) ? entry.Resources : []), machineArn, arn],
});

const invoke = (call: Call, { FunctionName, Payload = {}, InvocationType, Qualifier, ...more }: JsonObject): Promise<ServiceAnswer> => {
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw runtimeFailure(`local-aws does not support the parameter '${unknown}' of lambda:invoke.`);
  if (typeof FunctionName !== 'string') throw runtimeFailure("The parameter 'FunctionName' of lambda:invoke must be a string.");
  const name = Qualifier === undefined ? FunctionName : `${FunctionName}:${textOf(Qualifier)}`;
  return call({
    path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
    headers: InvocationType === undefined ? {} : { 'x-amz-invocation-type': textOf(InvocationType) },
    body: Payload,
  });
};

/** An error of the function is the task's error; a function that exited without an error has none. */
const functionResult = ({ headers, body }: ServiceAnswer): Json => {
  if (headers['x-amz-function-error'] === undefined) return body;
  const cause = JSON.stringify(body);
  if (isJsonObject(body) && typeof body.errorType === 'string') throw new StateFailure(body.errorType, cause);
  throw new StateFailure(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${cause}`,
  );
};
