import { AwsError, arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { listPage } from './list-page.ts';
import { shownApi } from './shown-api.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListGraphqlApis.html */
export const listGraphqlApis = ({ account, apis }: AppSyncContext): Route => ({
  ...{ operation: 'ListGraphqlApis', method: 'GET', path: /^\/v1\/apis$/ },
  run(request) {
    request.authorize({ action: 'appsync:ListGraphqlApis', resource: arnOf(account, 'appsync', 'apis/*') });
    const apiType = request.query.get('apiType') ?? 'GRAPHQL';
    const owner = request.query.get('owner') ?? 'CURRENT_ACCOUNT';
    if (!['GRAPHQL', 'MERGED'].includes(apiType) || !['CURRENT_ACCOUNT', 'OTHER_ACCOUNTS'].includes(owner))
      throw new AwsError('BadRequestException', `There are no APIs of the type ${apiType} and the owner ${owner}.`);
    const mine = apiType === 'GRAPHQL' && owner === 'CURRENT_ACCOUNT' ? apis.all() : [];
    const { items, ...more } = listPage(request, mine, ({ id }) => id);
    return json(200, { graphqlApis: items.map((api) => shownApi(account, api)), ...more });
  },
});
