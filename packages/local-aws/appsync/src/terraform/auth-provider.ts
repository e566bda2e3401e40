import type { Values } from '@plumbline/local-aws-kernel';
import type { AuthProvider } from '../graphql-api.ts';

/** The arguments of a mode, at the top of an API or in a block of an additional provider. */
export const PROVIDER_ARGUMENTS = [
  'authentication_type',
  ...['user_pool_id', 'aws_region', 'app_id_client_regex'].map((name) => `user_pool_config.${name}`),
  ...['issuer', 'client_id', 'auth_ttl', 'iat_ttl'].map((name) => `openid_connect_config.${name}`),
  ...['authorizer_uri', 'authorizer_result_ttl_in_seconds', 'identity_validation_expression'].map(
    (name) => `lambda_authorizer_config.${name}`,
  ),
];

/** "The default value is 300 seconds": https://docs.aws.amazon.com/appsync/latest/APIReference/API_LambdaAuthorizerConfig.html */
const AUTHORIZER_TTL_SECONDS = 300;

export const authProviderOf = (address: string, values: Values, region: string): AuthProvider => {
  const mode = values.text('authentication_type');
  const block = (name: string): Values => {
    const found = values.block(name);
    if (found === undefined) throw new Error(`${address}: the authentication type ${mode} needs the block ${name}.`);
    return found;
  };
  switch (mode) {
    case 'API_KEY':
    case 'AWS_IAM':
      return { mode };
    case 'AMAZON_COGNITO_USER_POOLS':
      return { mode, ...userPool(block('user_pool_config'), region) };
    case 'OPENID_CONNECT': {
      const config = block('openid_connect_config');
      const [clientId, authTtlMs, iatTtlMs] = [
        config.optionalText('client_id'),
        config.optionalNumber('auth_ttl'),
        config.optionalNumber('iat_ttl'),
      ];
      return { mode, issuer: config.text('issuer'), clientId, authTtlMs, iatTtlMs };
    }
    case 'AWS_LAMBDA': {
      const config = block('lambda_authorizer_config');
      const ttlSeconds = config.number('authorizer_result_ttl_in_seconds', AUTHORIZER_TTL_SECONDS);
      const identityValidation = config.optionalText('identity_validation_expression');
      return { mode, functionArn: config.text('authorizer_uri'), ttlSeconds, identityValidation };
    }
    default:
      throw new Error(`${address}: the authentication type ${mode} does not exist.`);
  }
};

const userPool = (config: Values, region: string) => {
  const action = config.optionalText('default_action');
  return {
    userPoolId: config.text('user_pool_id'),
    region: config.optionalText('aws_region') ?? region,
    appIdClientRegex: config.optionalText('app_id_client_regex'),
    defaultAction: action === 'DENY' || action === 'ALLOW' ? action : undefined,
  } as const;
};
