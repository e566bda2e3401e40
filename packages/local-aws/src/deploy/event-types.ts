import { DEFAULT_BUS } from '../events/event-buses.ts';
import { apiDestinationFrom, connectionFrom } from '../events/operations/api-destination-operations.ts';
import { checkDeadLetterQueue, checkInput } from '../events/operations/target-operations.ts';
import { type TargetShape, targetFrom } from '../events/target.ts';
import type { ResourceTypes } from './deploy.ts';
import type { Values } from './values.ts';

/** Buses, archives, rules and targets. */
export const EVENT_TYPES: ResourceTypes = {
  aws_cloudwatch_event_bus: ({ values, services }) =>
    void services.events.declare.bus({ name: values.text('name'), ...given('description', values.optionalText('description')) }),

  aws_cloudwatch_event_archive: ({ values, services }) => {
    const pattern = values.optionalText('event_pattern');
    const description = values.optionalText('description');
    services.events.declare.archive({
      name: values.text('name'),
      busArn: values.text('event_source_arn'),
      retentionDays: values.number('retention_days', 0),
      createdMs: services.clock.now(),
      ...(pattern !== undefined && { pattern }),
      ...(description !== undefined && { description }),
    });
  },

  aws_cloudwatch_event_connection: ({ values, services }) => {
    const connection = connectionFrom(connectionShapeFrom(values), services.account, services.clock.now());
    services.events.declare.connection(connection);
  },

  aws_cloudwatch_event_api_destination: ({ values, services }) => {
    const shape = {
      Name: values.text('name'),
      ConnectionArn: values.text('connection_arn'),
      InvocationEndpoint: values.text('invocation_endpoint'),
      HttpMethod: values.text('http_method'),
      ...given('InvocationRateLimitPerSecond', values.optionalNumber('invocation_rate_limit_per_second')),
    };
    const destination = apiDestinationFrom(shape, services.account, services.clock.now());
    services.events.declare.apiDestination(destination);
  },

  aws_cloudwatch_event_rule: ({ resource, values, services }) => {
    const pattern = values.optionalText('event_pattern');
    if (pattern === undefined) throw new Error(`${resource.address}: local-aws knows rules with an event_pattern only, not schedules.`);
    const description = values.optionalText('description');
    services.events.declare.rule({
      name: values.text('name'),
      busName: values.optionalText('event_bus_name') ?? DEFAULT_BUS,
      pattern,
      enabled: (values.optionalText('state') ?? 'ENABLED') !== 'DISABLED',
      ...(description === undefined ? {} : { description }),
    });
  },

  aws_cloudwatch_event_target: ({ resource, values, services }) => {
    const unknown = Object.keys(resource.values).filter((name) => !TARGET_ARGUMENTS.has(name));
    if (unknown.length > 0) throw new Error(`${resource.address}: local-aws does not know the target argument ${unknown.join(', ')}.`);
    const shape = targetShapeFrom(values, resource.address);
    checkInput(shape);
    checkDeadLetterQueue(shape);
    services.events.declare.target({
      busName: values.optionalText('event_bus_name') ?? DEFAULT_BUS,
      ruleName: values.text('rule'),
      target: targetFrom(shape),
    });
  },
};

/** Target arguments that local-aws knows; leaving another out would change what targets get. */
const TARGET_ARGUMENTS: ReadonlySet<string> = new Set([
  ...['id', 'rule', 'event_bus_name', 'target_id', 'arn', 'role_arn', 'input', 'input_path', 'input_transformer'],
  ...['sqs_target', 'http_target', 'dead_letter_config', 'retry_policy', 'force_destroy'],
]);

const targetShapeFrom = (values: Values, address: string): TargetShape => {
  const text = (from: Values | undefined, name: string): string | undefined => from?.optionalText(name);
  const transformer = values.block('input_transformer');
  const http = values.block('http_target');
  const retry = values.block('retry_policy');
  return {
    Id: text(values, 'target_id') ?? address,
    Arn: values.text('arn'),
    ...given('RoleArn', text(values, 'role_arn')),
    ...given('Input', text(values, 'input')),
    ...given('InputPath', text(values, 'input_path')),
    ...(transformer !== undefined && {
      InputTransformer: { InputPathsMap: transformer.map('input_paths'), InputTemplate: transformer.text('input_template') },
    }),
    ...(http !== undefined && {
      HttpParameters: {
        PathParameterValues: http.texts('path_parameter_values'),
        HeaderParameters: http.map('header_parameters'),
        QueryStringParameters: http.map('query_string_parameters'),
      },
    }),
    SqsParameters: given('MessageGroupId', text(values.block('sqs_target'), 'message_group_id')),
    DeadLetterConfig: given('Arn', text(values.block('dead_letter_config'), 'arn')),
    RetryPolicy: {
      ...given('MaximumEventAgeInSeconds', retry?.optionalNumber('maximum_event_age_in_seconds')),
      ...given('MaximumRetryAttempts', retry?.optionalNumber('maximum_retry_attempts')),
    },
  };
};

const connectionShapeFrom = (values: Values) => {
  const auth = values.block('auth_parameters');
  const basic = auth?.block('basic');
  const key = auth?.block('api_key');
  const oauth = auth?.block('oauth');
  const client = oauth?.block('client_parameters');
  return {
    Name: values.text('name'),
    AuthorizationType: values.text('authorization_type'),
    AuthParameters: {
      ...(basic !== undefined && { BasicAuthParameters: { Username: basic.text('username'), Password: basic.text('password') } }),
      ...(key !== undefined && { ApiKeyAuthParameters: { ApiKeyName: key.text('key'), ApiKeyValue: key.text('value') } }),
      ...(oauth !== undefined && {
        OAuthParameters: {
          AuthorizationEndpoint: oauth.text('authorization_endpoint'),
          HttpMethod: oauth.text('http_method'),
          ClientParameters: { ClientID: client?.text('client_id') ?? '', ClientSecret: client?.text('client_secret') ?? '' },
          OAuthHttpParameters: httpParametersFrom(oauth.block('oauth_http_parameters')),
        },
      }),
      InvocationHttpParameters: httpParametersFrom(auth?.block('invocation_http_parameters')),
    },
  };
};

const httpParametersFrom = (values: Values | undefined) => {
  const parameters = (name: string) =>
    (values?.blocks(name) ?? []).map((block) => ({ Key: block.text('key'), Value: block.text('value') }));
  return {
    HeaderParameters: parameters('header'),
    QueryStringParameters: parameters('query_string'),
    BodyParameters: parameters('body'),
  };
};

const given = <Name extends string, T>(name: Name, value: T | undefined): { readonly [name in Name]?: T } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [name in Name]: T });
