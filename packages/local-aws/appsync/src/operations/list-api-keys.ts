import { json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { authorizeApi } from './authorize-api.ts';
import { listPage } from './list-page.ts';
import { shownApiKey } from './shown-api-key.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListApiKeys.html */
export const listApiKeys = ({ account, apis }: AppSyncContext): Route => ({
  ...{ operation: 'ListApiKeys', method: 'GET', path: /^\/v1\/apis\/([^/]+)\/apikeys$/ },
  run(request, [apiId = '']) {
    authorizeApi(account, request, 'ListApiKeys', apiId);
    apis.get(apiId);
    const { items, ...more } = listPage(request, apis.keys.of(apiId), ({ key }) => key);
    return json(200, { apiKeys: items.map(shownApiKey), ...more });
  },
});
