import { naming, type TerraformType, type Values } from '@plumbline/local-aws-kernel';
import type { AppSync } from '../appsync.ts';
import type { DataSource } from '../graphql-api.ts';

export const dataSourceType: TerraformType<AppSync> = {
  honours: [
    ...[
      'api_id',
      'name',
      'type',
      'service_role_arn',
      'lambda_config.function_arn',
      'event_bridge_config.event_bus_arn',
      'http_config.endpoint',
    ],
    ...['table_name', 'region', 'use_caller_credentials', 'versioned'].map((name) => `dynamodb_config.${name}`),
    'http_config.authorization_config.authorization_type',
    ...['signing_region', 'signing_service_name'].map((name) => `http_config.authorization_config.aws_iam_config.${name}`),
  ],
  harmless: { description: 'it is documentation' },
  deploy({ apis }, { resource, values, account }) {
    const name = values.text('name');
    if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(name))
      throw new Error(`${resource.address}: the name ${name} of a data source has letters, digits and underscores.`);
    const shared = { apiId: values.text('api_id'), name, roleArn: values.optionalText('service_role_arn') };
    naming(resource, () => apis.putDataSource({ ...shared, ...kindOf(resource.address, values, account.region) }));
  },
};

type Kind = DataSource extends infer D ? (D extends DataSource ? Omit<D, 'apiId' | 'name' | 'roleArn'> : never) : never;

const kindOf = (address: string, values: Values, region: string): Kind => {
  const type = values.text('type');
  const block = (name: string): Values => {
    const found = values.block(name);
    if (found === undefined) throw new Error(`${address}: a data source of the type ${type} needs the block ${name}.`);
    return found;
  };
  switch (type) {
    case 'NONE':
      return { type };
    case 'AMAZON_DYNAMODB': {
      const config = block('dynamodb_config');
      const given = config.optionalText('region') ?? region;
      if (config.flag('versioned', false)) throw new Error(`${address}: local-aws does not support versioned data sources.`);
      if (given !== region) throw new Error(`${address}: local-aws has tables in ${region} only, not in ${given}.`);
      return { type, tableName: config.text('table_name'), region, useCallerCredentials: config.flag('use_caller_credentials', false) };
    }
    case 'AWS_LAMBDA':
      return { type, functionArn: block('lambda_config').text('function_arn') };
    case 'AMAZON_EVENTBRIDGE':
      return { type, eventBusArn: block('event_bridge_config').text('event_bus_arn') };
    case 'HTTP': {
      const config = block('http_config');
      return { type, endpoint: config.text('endpoint'), signing: signingOf(address, config.block('authorization_config'), region) };
    }
    default:
      throw new Error(`${address}: local-aws supports data sources of DynamoDB, Lambda, EventBridge, HTTP and NONE, not ${type}.`);
  }
};

const signingOf = (address: string, authorization: Values | undefined, region: string) => {
  if (authorization === undefined) return undefined;
  const type = authorization.optionalText('authorization_type') ?? 'AWS_IAM';
  const iam = authorization.block('aws_iam_config');
  const serviceName = iam?.optionalText('signing_service_name');
  if (type !== 'AWS_IAM' || serviceName === undefined)
    throw new Error(`${address}: the authorization of an HTTP data source is AWS_IAM with a signing_service_name.`);
  return { region: iam?.optionalText('signing_region') ?? region, serviceName };
};
