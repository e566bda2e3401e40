import type { TerraformTypes, Values } from '@plumbline/local-aws-kernel';
import { DEFAULT_BUS } from './event-buses.ts';
import type { Events } from './events.ts';
import { apiDestinationFrom, connectionFrom } from './operations/api-destination-operations.ts';
import { checkDeadLetterQueue, checkInput } from './operations/target-operations.ts';
import { type TargetShape, targetFrom } from './target.ts';

const NOT_ENCRYPTED = 'nothing is encrypted';
const FROM_CONTRACTS = { noEffect: 'schemas are read from packages/contracts' };

/** Buses, archives, rules and targets. */
export const EVENT_TYPES: TerraformTypes<Events> = {
  aws_cloudwatch_event_bus: {
    honours: ['name', 'description'],
    harmless: {
      kms_key_identifier: NOT_ENCRYPTED,
      log_config: 'plumb reports every delivery',
      dead_letter_config: 'only encryption can fail',
    },
    deploy: ({ declare }, { values }) =>
      void declare.bus({ name: values.text('name'), ...given('description', values.optionalText('description')) }),
  },

  aws_cloudwatch_event_archive: {
    honours: ['name', 'event_source_arn', 'event_pattern', 'description', 'retention_days'],
    harmless: { kms_key_identifier: NOT_ENCRYPTED },
    deploy({ declare }, { values, clock }) {
      const pattern = values.optionalText('event_pattern');
      declare.archive({
        name: values.text('name'),
        busArn: values.text('event_source_arn'),
        retentionDays: values.number('retention_days', 0),
        createdMs: clock.now(),
        ...given('pattern', pattern),
        ...given('description', values.optionalText('description')),
      });
    },
  },

  aws_cloudwatch_event_connection: {
    honours: ['name', 'authorization_type', 'auth_parameters'],
    harmless: { description: 'it is documentation', kms_key_identifier: NOT_ENCRYPTED },
    deploy: ({ declare }, { values, account, clock }) =>
      declare.connection(connectionFrom(connectionShapeFrom(values), account, clock.now())),
  },

  aws_cloudwatch_event_api_destination: {
    honours: ['name', 'connection_arn', 'invocation_endpoint', 'http_method', 'invocation_rate_limit_per_second'],
    harmless: { description: 'it is documentation' },
    deploy({ declare }, { values, account, clock }) {
      const shape = {
        Name: values.text('name'),
        ConnectionArn: values.text('connection_arn'),
        InvocationEndpoint: values.text('invocation_endpoint'),
        HttpMethod: values.text('http_method'),
        ...given('InvocationRateLimitPerSecond', values.optionalNumber('invocation_rate_limit_per_second')),
      };
      declare.apiDestination(apiDestinationFrom(shape, account, clock.now()));
    },
  },

  aws_cloudwatch_event_rule: {
    honours: ['name', 'event_bus_name', 'event_pattern', 'description', 'state', 'is_enabled'],
    harmless: { force_destroy: 'nothing is destroyed', role_arn: 'targets have roles of their own' },
    deploy({ declare }, { resource, values }) {
      const pattern = values.optionalText('event_pattern');
      if (pattern === undefined)
        throw new Error(`${resource.address}: local-aws supports rules with an event_pattern only, not schedules.`);
      declare.rule({
        name: values.text('name'),
        busName: values.optionalText('event_bus_name') ?? DEFAULT_BUS,
        pattern,
        enabled: (values.optionalText('state') ?? 'ENABLED') !== 'DISABLED' && values.flag('is_enabled', true),
        ...given('description', values.optionalText('description')),
      });
    },
  },

  aws_cloudwatch_event_target: {
    honours: [
      ...['rule', 'event_bus_name', 'target_id', 'arn', 'role_arn', 'input', 'input_path', 'input_transformer', 'http_target'],
      ...['sqs_target.message_group_id', 'dead_letter_config.arn'],
      ...['retry_policy.maximum_event_age_in_seconds', 'retry_policy.maximum_retry_attempts'],
    ],
    harmless: { force_destroy: 'nothing is destroyed' },
    deploy({ declare }, { resource, values }) {
      const shape = targetShapeFrom(values, resource.address);
      checkInput(shape);
      checkDeadLetterQueue(shape);
      declare.target({
        busName: values.optionalText('event_bus_name') ?? DEFAULT_BUS,
        ruleName: values.text('rule'),
        target: targetFrom(shape),
      });
    },
  },

  aws_schemas_registry: FROM_CONTRACTS,
  aws_schemas_schema: FROM_CONTRACTS,
};

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
