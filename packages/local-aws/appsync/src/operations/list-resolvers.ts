import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { authorizeApi } from './authorize-api.ts';
import { listPage } from './list-page.ts';

const RUNTIME = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListResolvers.html */
export const listResolvers = ({ account, apis }: AppSyncContext): Route => ({
  ...{ operation: 'ListResolvers', method: 'GET', path: /^\/v1\/apis\/([^/]+)\/types\/([^/]+)\/resolvers$/ },
  run(request, [apiId = '', typeName = '']) {
    authorizeApi(account, request, 'ListResolvers', apiId);
    apis.get(apiId);
    const all = apis.resolvers(apiId).filter((one) => one.typeName === typeName);
    const { items, ...more } = listPage(request, all, ({ fieldName }) => fieldName);
    const resolvers = items.map((one) => ({
      ...{ typeName, fieldName: one.fieldName, kind: one.kind },
      resolverArn: arnOf(account, 'appsync', `apis/${apiId}/types/${typeName}/resolvers/${one.fieldName}`),
      ...(one.kind === 'PIPELINE'
        ? { pipelineConfig: { functions: one.functionIds } }
        : { dataSourceName: one.dataSource, maxBatchSize: one.maxBatchSize }),
      ...(one.source === undefined ? {} : { code: one.source, runtime: RUNTIME }),
    }));
    return json(200, { resolvers, ...more });
  },
});
