import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { bodyOf, json, type Route } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './check-member.ts';
import { isStreamMapping, sourceArnOf } from './event-source-mapping.ts';
import { answerOf, mappingArn, readNewMapping, readSettings, SETTINGS, STREAM_SETTINGS } from './mapping-shape.ts';
import { allow, pageOf } from './route.ts';
import type { LambdaServiceProps } from './service-props.ts';

const MAPPINGS = /^\/2015-03-31\/event-source-mappings\/?$/;
const MAPPING = /^\/2015-03-31\/event-source-mappings\/([^/]+)$/;
/** CreateEventSourceMapping, UpdateEventSourceMapping, DeleteEventSourceMapping, GetEventSourceMapping, ListEventSourceMappings. */
export const eventSourceMappingRoutes = ({ account, functions, functionOf, mappings }: LambdaServiceProps): readonly Route[] => {
  const authorize = (request: AwsRequest, operation: string, uuid?: string): void =>
    request.authorize({ action: `lambda:${operation}`, resource: uuid === undefined ? '*' : mappingArn(account, uuid) });

  return [
    {
      operation: 'CreateEventSourceMapping',
      method: 'POST',
      path: MAPPINGS,
      run(request) {
        authorize(request, 'CreateEventSourceMapping');
        const mapping = readNewMapping(request);
        if (!functions.exists(mapping.functionArn)) throw invalidParameter('Function does not exist');
        return json(202, { ...answerOf(account, mappings.create(mapping)), State: 'Creating' });
      },
    },
    {
      operation: 'UpdateEventSourceMapping',
      method: 'PUT',
      path: MAPPING,
      run(request, [uuid = '']) {
        authorize(request, 'UpdateEventSourceMapping', uuid);
        const body = bodyOf(request);
        const before = mappings.get(uuid).mapping;
        allow(body, 'UpdateEventSourceMapping', ...(isStreamMapping(before) ? STREAM_SETTINGS : SETTINGS));
        const functionName = body.text('FunctionName');
        const wasEnabled = before.enabled ?? true;
        if (functionName !== undefined && !functions.exists(functionName)) throw invalidParameter('Function does not exist');
        const stored = mappings.update(uuid, {
          ...readSettings(body),
          ...(functionName === undefined ? {} : { functionArn: functionOf(functionName).arn }),
        });
        const isEnabled = stored.mapping.enabled ?? true;
        const State = wasEnabled === isEnabled ? 'Updating' : isEnabled ? 'Enabling' : 'Disabling';
        return json(202, { ...answerOf(account, stored), State });
      },
    },
    {
      operation: 'DeleteEventSourceMapping',
      method: 'DELETE',
      path: MAPPING,
      run(request, [uuid = '']) {
        authorize(request, 'DeleteEventSourceMapping', uuid);
        return json(202, { ...answerOf(account, mappings.delete(uuid)), State: 'Deleting' });
      },
    },
    {
      operation: 'GetEventSourceMapping',
      method: 'GET',
      path: MAPPING,
      run(request, [uuid = '']) {
        authorize(request, 'GetEventSourceMapping', uuid);
        return json(200, answerOf(account, mappings.get(uuid)));
      },
    },
    {
      operation: 'ListEventSourceMappings',
      method: 'GET',
      path: MAPPINGS,
      run(request) {
        authorize(request, 'ListEventSourceMappings');
        const sourceArn = request.query.get('EventSourceArn');
        const functionName = request.query.get('FunctionName');
        const functionArn = functionName === null || !functions.exists(functionName) ? functionName : functionOf(functionName).arn;
        const listed = mappings
          .list()
          .filter(({ mapping }) => sourceArn === null || sourceArnOf(mapping) === sourceArn)
          .filter(({ mapping }) => functionArn === null || mapping.functionArn === functionArn);
        const { page, ...more } = pageOf(request, listed);
        return json(200, { EventSourceMappings: page.map((stored) => answerOf(account, stored)), ...more });
      },
    },
  ];
};
