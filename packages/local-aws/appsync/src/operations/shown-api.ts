import type { Account } from '@plumbline/local-aws-kernel';
import type { DeployedApi } from '../apis.ts';
import type { AuthProvider } from '../graphql-api.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_GraphqlApi.html */
export const shownApi = (account: Account, api: DeployedApi) => {
  const [first, ...others] = api.providers;
  return {
    name: api.name,
    apiId: api.id,
    arn: api.arn,
    uris: api.uris,
    ...shownProvider(first),
    additionalAuthenticationProviders: others.map(shownProvider),
    ...(api.log === undefined ? {} : { logConfig: { fieldLogLevel: api.log.level, excludeVerboseContent: api.log.excludeVerboseContent } }),
    xrayEnabled: api.tracing,
    visibility: 'GLOBAL',
    apiType: 'GRAPHQL',
    introspectionConfig: api.introspection ? 'ENABLED' : 'DISABLED',
    queryDepthLimit: api.queryDepthLimit,
    resolverCountLimit: api.resolverCountLimit,
    owner: account.accountId,
    tags: {},
  };
};

const shownProvider = (provider: AuthProvider) => {
  const authenticationType = provider.mode;
  switch (provider.mode) {
    case 'API_KEY':
    case 'AWS_IAM':
      return { authenticationType };
    case 'AMAZON_COGNITO_USER_POOLS': {
      const { userPoolId, region: awsRegion, appIdClientRegex, defaultAction } = provider;
      return { authenticationType, userPoolConfig: { userPoolId, awsRegion, appIdClientRegex, defaultAction } };
    }
    case 'OPENID_CONNECT': {
      const { issuer, clientId, authTtlMs: authTTL, iatTtlMs: iatTTL } = provider;
      return { authenticationType, openIDConnectConfig: { issuer, clientId, authTTL, iatTTL } };
    }
    case 'AWS_LAMBDA': {
      const { functionArn: authorizerUri, ttlSeconds: authorizerResultTtlInSeconds, identityValidation } = provider;
      const lambdaAuthorizerConfig = { authorizerUri, authorizerResultTtlInSeconds, identityValidationExpression: identityValidation };
      return { authenticationType, lambdaAuthorizerConfig };
    }
  }
};
