import type { AwsRequest, AwsResponse } from '@plumbline/local-aws-kernel';
import { bodyOf, json, NO_CONTENT, type Route } from '@plumbline/local-aws-kernel';
import { type AsyncConfig, checkAsyncConfig } from './async-config.ts';
import { invalidParameter, notFound } from './check-member.ts';
import { checkDestination } from './destinations.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { StoredAsyncConfig } from './function-settings.ts';
import { checkQualifier, pageOf } from './route.ts';
import type { LambdaServiceProps } from './service-props.ts';

const CONFIG = /^\/2019-09-25\/functions\/([^/]+)\/event-invoke-config$/;
const LIST = /^\/2019-09-25\/functions\/([^/]+)\/event-invoke-config\/list$/;

/**
 * PutFunctionEventInvokeConfig, UpdateFunctionEventInvokeConfig, GetFunctionEventInvokeConfig,
 * DeleteFunctionEventInvokeConfig, ListFunctionEventInvokeConfigs.
 */
export const eventInvokeConfigRoutes = (props: LambdaServiceProps): readonly Route[] => {
  const configs = props.settings.asyncConfigs;
  const { found, existing, store } = storedConfigs(props);
  return [
    {
      operation: 'PutFunctionEventInvokeConfig',
      method: 'PUT',
      path: CONFIG,
      run(request, [name = '']) {
        const definition = existing(name);
        request.authorize({ action: 'lambda:PutFunctionEventInvokeConfig', resource: definition.arn });
        return store(definition, readConfig(request));
      },
    },
    {
      operation: 'UpdateFunctionEventInvokeConfig',
      method: 'POST',
      path: CONFIG,
      run(request, [name = '']) {
        existing(name);
        const [definition, { config }] = found(name);
        request.authorize({ action: 'lambda:UpdateFunctionEventInvokeConfig', resource: definition.arn });
        return store(definition, { ...config, ...readConfig(request) });
      },
    },
    {
      operation: 'GetFunctionEventInvokeConfig',
      method: 'GET',
      path: CONFIG,
      run(request, [name = '']) {
        checkQualifier(request);
        const [definition, stored] = found(name);
        request.authorize({ action: 'lambda:GetFunctionEventInvokeConfig', resource: definition.arn });
        return json(200, answerOf(definition, stored));
      },
    },
    {
      operation: 'DeleteFunctionEventInvokeConfig',
      method: 'DELETE',
      path: CONFIG,
      run(request, [name = '']) {
        checkQualifier(request);
        const [definition] = found(name);
        request.authorize({ action: 'lambda:DeleteFunctionEventInvokeConfig', resource: definition.arn });
        configs.remove(definition.name);
        return NO_CONTENT;
      },
    },
    {
      operation: 'ListFunctionEventInvokeConfigs',
      method: 'GET',
      path: LIST,
      run(request, [name = '']) {
        const definition = existing(name);
        request.authorize({ action: 'lambda:ListFunctionEventInvokeConfigs', resource: definition.arn });
        const stored = configs.get(definition.name);
        const { page, ...more } = pageOf(request, stored === undefined ? [] : [answerOf(definition, stored)]);
        return json(200, { FunctionEventInvokeConfigs: page, ...more });
      },
    },
  ];
};

/** The configurations, with AWS's errors for missing and invalid ones. */
const storedConfigs = (props: LambdaServiceProps) => {
  const configs = props.settings.asyncConfigs;
  const found = (functionName: string): readonly [FunctionDefinition, StoredAsyncConfig] => {
    const definition = props.functionOf(functionName);
    const stored = configs.get(definition.name);
    if (stored === undefined) throw notFound(`The function ${definition.arn}:$LATEST doesn't have an EventInvokeConfig`);
    return [definition, stored];
  };
  const existing = (functionName: string): FunctionDefinition => {
    if (!props.functions.exists(functionName)) throw notFound("The function doesn't exist.");
    return props.functionOf(functionName);
  };
  const store = (definition: FunctionDefinition, config: AsyncConfig): AwsResponse => {
    checkAsyncConfig(config, { functionName: definition.name, exists: props.functions.exists });
    if (config.onFailure !== undefined) checkDestination(props, definition, config.onFailure, false);
    if (config.onSuccess !== undefined) checkDestination(props, definition, config.onSuccess, true);
    const stored = { config, modifiedMs: props.clock.now() };
    configs.change(definition.name, stored);
    return json(200, answerOf(definition, stored));
  };
  return { found, existing, store };
};

/** Only the settings that the request names. An empty destination removes one. */
const readConfig = (request: AwsRequest): AsyncConfig => {
  checkQualifier(request);
  const body = bodyOf(request);
  const retriesMax = body.number('MaximumRetryAttempts');
  const eventAgeSecondsMax = body.number('MaximumEventAgeInSeconds');
  const destinations = body.members('DestinationConfig');
  if (retriesMax === undefined && eventAgeSecondsMax === undefined && destinations === undefined)
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  const onFailure = destinations?.members('OnFailure')?.text('Destination');
  const onSuccess = destinations?.members('OnSuccess')?.text('Destination');
  return {
    ...(retriesMax === undefined ? {} : { retriesMax }),
    ...(eventAgeSecondsMax === undefined ? {} : { eventAgeSecondsMax }),
    ...(onFailure === undefined || onFailure === '' ? {} : { onFailure }),
    ...(onSuccess === undefined || onSuccess === '' ? {} : { onSuccess }),
  };
};

const answerOf = ({ arn }: FunctionDefinition, { config, modifiedMs }: StoredAsyncConfig) => ({
  LastModified: modifiedMs / 1_000,
  FunctionArn: `${arn}:$LATEST`,
  MaximumRetryAttempts: config.retriesMax,
  MaximumEventAgeInSeconds: config.eventAgeSecondsMax,
  DestinationConfig: { OnSuccess: { Destination: config.onSuccess }, OnFailure: { Destination: config.onFailure } },
});
