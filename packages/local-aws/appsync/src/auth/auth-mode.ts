/** https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html */
export type AuthMode = 'API_KEY' | 'AWS_IAM' | 'AMAZON_COGNITO_USER_POOLS' | 'OPENID_CONNECT' | 'AWS_LAMBDA';

export const COGNITO: AuthMode = 'AMAZON_COGNITO_USER_POOLS';

/** `util.authType()` of each mode: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html */
export const AUTH_TYPES: Readonly<Record<AuthMode, string>> = {
  API_KEY: 'API Key Authorization',
  AWS_IAM: 'IAM Authorization',
  AMAZON_COGNITO_USER_POOLS: 'User Pool Authorization',
  OPENID_CONNECT: 'Open ID Connect Authorization',
  AWS_LAMBDA: 'Lambda Authorization',
};
