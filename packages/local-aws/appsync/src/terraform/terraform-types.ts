import type { TerraformTypes } from '@plumbline/local-aws-kernel';
import type { AppSync } from '../appsync.ts';
import { apiKeyType } from './api-key-type.ts';
import { dataSourceType } from './data-source-type.ts';
import { functionType } from './function-type.ts';
import { graphqlApiType } from './graphql-api-type.ts';
import { resolverType } from './resolver-type.ts';

/** GraphQL APIs, their data sources, functions, resolvers and keys. */
export const APPSYNC_TYPES: TerraformTypes<AppSync> = {
  aws_appsync_graphql_api: graphqlApiType,
  aws_appsync_datasource: dataSourceType,
  aws_appsync_function: functionType,
  aws_appsync_resolver: resolverType,
  aws_appsync_api_key: apiKeyType,
};
