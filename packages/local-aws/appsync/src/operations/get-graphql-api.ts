import { json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { authorizeApi } from './authorize-api.ts';
import { shownApi } from './shown-api.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_GetGraphqlApi.html */
export const getGraphqlApi = ({ account, apis }: AppSyncContext): Route => ({
  ...{ operation: 'GetGraphqlApi', method: 'GET', path: /^\/v1\/apis\/([^/]+)$/ },
  run(request, [apiId = '']) {
    authorizeApi(account, request, 'GetGraphqlApi', apiId);
    return json(200, { graphqlApi: shownApi(account, apis.get(apiId)) });
  },
});
