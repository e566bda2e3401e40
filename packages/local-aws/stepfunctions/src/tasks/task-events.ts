import type { EventDetails } from '../execution/history.ts';
import type { StoredFailure, TaskProgress } from '../execution/records.ts';
import type { Json, JsonObject } from '../json.ts';
import type { TaskResource } from './task-resource.ts';

export interface NamedEvent {
  readonly type: string;
  readonly details?: EventDetails;
}

/** A resource in the history: the service, and the action with its pattern. */
export const resourceNames = (resource: TaskResource): { readonly resourceType: string; readonly resource: string } => {
  if (resource.kind === 'function') return { resourceType: 'lambda', resource: resource.arn };
  const { service, action, pattern, sdk } = resource;
  return {
    resourceType: sdk === true ? `aws-sdk:${service}` : service,
    resource: pattern === 'requestResponse' ? action : `${action}.${pattern}`,
  };
};

const NOT_TRUNCATED = { truncated: false };

/** Tasks with a function's ARN have their own event names. */
export const taskScheduled = (
  resource: TaskResource,
  task: TaskProgress,
  timeoutSeconds: number | undefined,
  region: string,
): NamedEvent => {
  const times: JsonObject = {
    ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(task.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: task.heartbeatSeconds }),
  };
  const parameters = JSON.stringify(task.parameters);
  if (resource.kind === 'function') {
    const details = { resource: resource.arn, input: parameters, inputDetails: NOT_TRUNCATED, ...times };
    return { type: 'LambdaFunctionScheduled', details: ['lambdaFunctionScheduledEventDetails', details] };
  }
  return { type: 'TaskScheduled', details: ['taskScheduledEventDetails', { ...resourceNames(resource), region, parameters, ...times }] };
};

export const taskStarted = (resource: TaskResource): NamedEvent =>
  resource.kind === 'function'
    ? { type: 'LambdaFunctionStarted' }
    : { type: 'TaskStarted', details: ['taskStartedEventDetails', { ...resourceNames(resource) }] };

/** The call returned, but the task waits for its end. */
export const taskSubmitted = (resource: TaskResource, output: Json): NamedEvent => ({
  type: 'TaskSubmitted',
  details: ['taskSubmittedEventDetails', { ...resourceNames(resource), output: JSON.stringify(output), outputDetails: NOT_TRUNCATED }],
});

export const taskSucceeded = (resource: TaskResource, output: Json): NamedEvent => {
  const details = { output: JSON.stringify(output), outputDetails: NOT_TRUNCATED };
  return resource.kind === 'function'
    ? { type: 'LambdaFunctionSucceeded', details: ['lambdaFunctionSucceededEventDetails', details] }
    : { type: 'TaskSucceeded', details: ['taskSucceededEventDetails', { ...resourceNames(resource), ...details }] };
};

/** @param end whether the task failed or timed out */
export const taskFailed = (resource: TaskResource, { error, cause }: StoredFailure, end: 'Failed' | 'TimedOut'): NamedEvent => {
  const details = { error, ...(cause === undefined ? {} : { cause }) };
  return resource.kind === 'function'
    ? { type: `LambdaFunction${end}`, details: [`lambdaFunction${end}EventDetails`, details] }
    : { type: `Task${end}`, details: [`task${end}EventDetails`, { ...resourceNames(resource), ...details }] };
};
