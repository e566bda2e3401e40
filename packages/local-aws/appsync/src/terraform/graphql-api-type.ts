import { naming, type TerraformType, type Values } from '@plumbline/local-aws-kernel';
import type { AppSync } from '../appsync.ts';
import type { GraphqlApi, LogConfig } from '../graphql-api.ts';
import { authProviderOf, PROVIDER_ARGUMENTS } from './auth-provider.ts';

const LEVELS = ['NONE', 'ERROR', 'ALL', 'INFO', 'DEBUG'] as const;

export const graphqlApiType: TerraformType<AppSync> = {
  honours: [
    ...['name', 'schema', 'xray_enabled', 'introspection_config', 'query_depth_limit', 'resolver_count_limit', 'visibility', 'api_type'],
    ...PROVIDER_ARGUMENTS,
    'user_pool_config.default_action',
    ...PROVIDER_ARGUMENTS.map((name) => `additional_authentication_provider.${name}`),
    'log_config.field_log_level',
    'log_config.exclude_verbose_content',
  ],
  harmless: {
    'log_config.cloudwatch_logs_role_arn': 'logs are written without a role',
    enhanced_metrics_config: 'there are no metrics',
  },
  deploy({ apis }, { resource, values, account }) {
    const refuse = (argument: string, supported: string): never => {
      throw new Error(`${resource.address}: local-aws supports the ${argument} ${supported}, not ${values.optionalText(argument)}.`);
    };
    if ((values.optionalText('visibility') ?? 'GLOBAL') !== 'GLOBAL') refuse('visibility', 'GLOBAL');
    if ((values.optionalText('api_type') ?? 'GRAPHQL') !== 'GRAPHQL') refuse('api_type', 'GRAPHQL');
    const provider = (block: Values) => authProviderOf(resource.address, block, account.region);
    const api: GraphqlApi = {
      id: values.text('id'),
      arn: values.text('arn'),
      name: values.text('name'),
      schema: values.text('schema'),
      providers: [provider(values), ...values.blocks('additional_authentication_provider').map(provider)],
      log: logConfigOf(resource.address, values.block('log_config')),
      tracing: values.flag('xray_enabled', false),
      introspection: (values.optionalText('introspection_config') ?? 'ENABLED') === 'ENABLED',
      queryDepthLimit: values.number('query_depth_limit', 0),
      resolverCountLimit: values.number('resolver_count_limit', 0),
      uris: values.map('uris'),
    };
    naming(resource, () => apis.putApi(api));
  },
};

const logConfigOf = (address: string, block: Values | undefined): LogConfig | undefined => {
  if (block === undefined) return undefined;
  const given = block.text('field_log_level');
  const level = LEVELS.find((one) => one === given);
  if (level === undefined) throw new Error(`${address}: the field_log_level is one of ${LEVELS.join(', ')}, not ${given}.`);
  return { level, excludeVerboseContent: block.flag('exclude_verbose_content', false) };
};
