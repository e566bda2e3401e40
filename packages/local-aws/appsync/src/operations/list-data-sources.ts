import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import type { DataSource } from '../graphql-api.ts';
import { authorizeApi } from './authorize-api.ts';
import { listPage } from './list-page.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListDataSources.html */
export const listDataSources = ({ account, apis }: AppSyncContext): Route => ({
  ...{ operation: 'ListDataSources', method: 'GET', path: /^\/v1\/apis\/([^/]+)\/datasources$/ },
  run(request, [apiId = '']) {
    authorizeApi(account, request, 'ListDataSources', apiId);
    apis.get(apiId);
    const { items, ...more } = listPage(request, apis.dataSources(apiId), ({ name }) => name);
    const dataSources = items.map((one) => ({
      ...{ name: one.name, type: one.type, serviceRoleArn: one.roleArn },
      dataSourceArn: arnOf(account, 'appsync', `apis/${apiId}/datasources/${one.name}`),
      ...configOf(one),
    }));
    return json(200, { dataSources, ...more });
  },
});

const configOf = (one: DataSource): object => {
  switch (one.type) {
    case 'NONE':
      return {};
    case 'AMAZON_DYNAMODB':
      return { dynamodbConfig: { tableName: one.tableName, awsRegion: one.region, useCallerCredentials: one.useCallerCredentials } };
    case 'AWS_LAMBDA':
      return { lambdaConfig: { lambdaFunctionArn: one.functionArn } };
    case 'AMAZON_EVENTBRIDGE':
      return { eventBridgeConfig: { eventBusArn: one.eventBusArn } };
    case 'HTTP': {
      const { endpoint, signing } = one;
      if (signing === undefined) return { httpConfig: { endpoint } };
      const awsIamConfig = { signingRegion: signing.region, signingServiceName: signing.serviceName };
      return { httpConfig: { endpoint, authorizationConfig: { authorizationType: 'AWS_IAM', awsIamConfig } } };
    }
  }
};
