import { AwsError, json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { authorizeApi } from './authorize-api.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_DeleteApiKey.html */
export const deleteApiKey = ({ account, apis }: AppSyncContext): Route => ({
  ...{ operation: 'DeleteApiKey', method: 'DELETE', path: /^\/v1\/apis\/([^/]+)\/apikeys\/([^/]+)$/ },
  run(request, [apiId = '', id = '']) {
    authorizeApi(account, request, 'DeleteApiKey', apiId);
    apis.get(apiId);
    const key = apis.keys.of(apiId).find((one) => one.key === id);
    if (key === undefined) throw new AwsError('NotFoundException', `No API key found with id ${id}`, { status: 404 });
    apis.keys.remove(key);
    return json(200, {});
  },
});
