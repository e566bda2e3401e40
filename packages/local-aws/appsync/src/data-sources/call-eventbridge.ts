import type { Ports } from '@plumbline/local-aws-kernel';
import { isJsonArray, isJsonObject, type JsonObject } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import { awsErrorOf, callAws } from './call-aws.ts';
import type { DataSourceAnswer, DataSourceCall } from './data-source-call.ts';
import { invalidRequest, objectMember, refuseOthers, requestObject, textMember } from './invalid-request.ts';

/**
 * Puts events on the bus of the data source. An entry that EventBridge refuses is in the result, as on AWS.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-eventbridge-js.html
 */
export const callEventBridge = async (
  ports: Pick<Ports, 'callService'>,
  { request: given, role, traceHeader, eventBusArn }: DataSourceCall & { readonly eventBusArn: string },
): Promise<DataSourceAnswer> => {
  const request = requestObject(given);
  refuseOthers('PutEvents', request, ['version', 'operation', 'events']);
  if (request['operation'] !== 'PutEvents')
    throw invalidRequest(`The operation of an EventBridge request is PutEvents, not ${JSON.stringify(request['operation'])}.`);
  const events = request['events'];
  if (!isJsonArray(events) || events.length === 0 || !events.every(isJsonObject))
    throw invalidRequest("PutEvents needs the list 'events'.");
  const Entries = events.map((event) => entryOf(event as JsonObject, eventBusArn, traceHeader));
  const headers = { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' };
  const answer = await callAws(ports, 'events', { caller: role, traceHeader, headers, body: JSON.stringify({ Entries }) });
  if (answer.status < 300) return { result: answer.body };
  const { code, message } = awsErrorOf(answer);
  return { result: null, error: new ResolverError(message, { errorType: `EventBridge:${code}` }) };
};

const entryOf = (event: JsonObject, EventBusName: string, TraceHeader: string | undefined): JsonObject => {
  refuseOthers('an event', event, ['source', 'detail', 'detailType', 'resources', 'time']);
  const { resources, time } = event;
  return {
    EventBusName,
    Source: textMember('an event', event, 'source'),
    DetailType: textMember('an event', event, 'detailType'),
    Detail: JSON.stringify(objectMember('an event', event, 'detail')),
    ...(isJsonArray(resources) ? { Resources: resources } : {}),
    ...(typeof time === 'string' ? { Time: Math.floor(Date.parse(time) / 1_000) } : typeof time === 'number' ? { Time: time } : {}),
    ...(TraceHeader === undefined ? {} : { TraceHeader }),
  };
};
