import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { type Account, arnOf, bodyOf, json, type Members, type Route } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './check-member.ts';
import { type EventSourceMapping, RECEIVE_MAX } from './event-source-mapping.ts';
import type { StoredMapping } from './event-source-mappings.ts';
import { allow, pageOf, required } from './route.ts';
import type { LambdaServiceProps } from './service-props.ts';

const MAPPINGS = /^\/2015-03-31\/event-source-mappings\/?$/;
const MAPPING = /^\/2015-03-31\/event-source-mappings\/([^/]+)$/;
const SETTINGS = [
  'FunctionName',
  'Enabled',
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'FilterCriteria',
  'FunctionResponseTypes',
  'ScalingConfig',
];

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
        const mapping = { ...DEFAULTS, ...readNewMapping(request) };
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
        allow(body, 'UpdateEventSourceMapping', ...SETTINGS);
        const functionName = body.text('FunctionName');
        const wasEnabled = mappings.get(uuid).mapping.enabled ?? true;
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
        const queueArn = request.query.get('EventSourceArn');
        const functionName = request.query.get('FunctionName');
        const functionArn = functionName === null || !functions.exists(functionName) ? functionName : functionOf(functionName).arn;
        const listed = mappings
          .list()
          .filter(({ mapping }) => queueArn === null || mapping.queueArn === queueArn)
          .filter(({ mapping }) => functionArn === null || mapping.functionArn === functionArn);
        const { page, ...more } = pageOf(request, listed);
        return json(200, { EventSourceMappings: page.map((stored) => answerOf(account, stored)), ...more });
      },
    },
  ];
};

const DEFAULTS = { batchSize: RECEIVE_MAX, windowSeconds: 0, reportsFailures: false };

const readNewMapping = (request: AwsRequest) => {
  const body = bodyOf(request);
  allow(body, 'CreateEventSourceMapping', 'EventSourceArn', ...SETTINGS);
  const queueArn = body.text('EventSourceArn');
  if (queueArn === undefined) throw invalidParameter('Unrecognized event source.');
  if (!queueArn.includes(':sqs:')) throw invalidParameter(`local-aws supports only queues as event sources, not ${queueArn}.`);
  return { queueArn, functionArn: required('functionName', body.text('FunctionName')), ...readSettings(body) };
};

/** Only the settings that the request names. */
const readSettings = (body: Members): Partial<EventSourceMapping> => {
  const enabled = body.flag('Enabled');
  const batchSize = body.number('BatchSize');
  const windowSeconds = body.number('MaximumBatchingWindowInSeconds');
  const filters = body.members('FilterCriteria');
  const responseTypes = body.texts('FunctionResponseTypes');
  const concurrencyMax = body.members('ScalingConfig')?.number('MaximumConcurrency');
  const filterPatterns = (filters?.list('Filters') ?? []).map((filter) => filter.text('Pattern') ?? '');
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(windowSeconds === undefined ? {} : { windowSeconds }),
    ...(filters === undefined ? {} : { filterPatterns }),
    ...(responseTypes === undefined ? {} : { reportsFailures: responseTypes.includes('ReportBatchItemFailures') }),
    ...(concurrencyMax === undefined ? {} : { concurrencyMax }),
  };
};

const mappingArn = (account: Account, uuid: string): string => arnOf(account, 'lambda', `event-source-mapping:${uuid}`);

const answerOf = (account: Account, { uuid, mapping, modifiedMs }: StoredMapping) => {
  const { filterPatterns = [], concurrencyMax } = mapping;
  return {
    UUID: uuid,
    EventSourceMappingArn: mappingArn(account, uuid),
    EventSourceArn: mapping.queueArn,
    FunctionArn: mapping.functionArn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    FunctionResponseTypes: mapping.reportsFailures ? ['ReportBatchItemFailures'] : [],
    ...(filterPatterns.length === 0 ? {} : { FilterCriteria: { Filters: filterPatterns.map((Pattern) => ({ Pattern })) } }),
    ...(concurrencyMax === undefined ? {} : { ScalingConfig: { MaximumConcurrency: concurrencyMax } }),
    LastModified: modifiedMs / 1_000,
    State: mapping.enabled === false ? 'Disabled' : 'Enabled',
    StateTransitionReason: 'USER_INITIATED',
  };
};
