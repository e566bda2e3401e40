import { type AwsService, restError, restService } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { createApiKey } from './create-api-key.ts';
import { deleteApiKey } from './delete-api-key.ts';
import { evaluateCode } from './evaluate-code.ts';
import { getGraphqlApi } from './get-graphql-api.ts';
import { getIntrospectionSchema } from './get-introspection-schema.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listDataSources } from './list-data-sources.ts';
import { listGraphqlApis } from './list-graphql-apis.ts';
import { listResolvers } from './list-resolvers.ts';

/** AppSync's API: https://docs.aws.amazon.com/appsync/latest/APIReference/Welcome.html */
export const controlService = (context: AppSyncContext): AwsService =>
  restService({
    signingName: 'appsync',
    routes: [
      createApiKey(context),
      deleteApiKey(context),
      evaluateCode(context),
      getGraphqlApi(context),
      getIntrospectionSchema(context),
      listApiKeys(context),
      listDataSources(context),
      listGraphqlApis(context),
      listResolvers(context),
    ],
    errorAnswer: (error) => restError(error, { message: error.message, ...error.fields }),
  });
