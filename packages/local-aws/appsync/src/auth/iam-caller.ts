import { type Account, arnOf, type Principal } from '@plumbline/local-aws-kernel';
import type { Caller } from '../caller.ts';
import { unauthorized } from './unauthorized.ts';

/** The caller of a signed request. `ctx.identity`: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html */
export const iamCaller = (account: Account, principal: Principal): Caller => {
  if (principal.kind === 'anonymous') throw unauthorized('Missing authorization header');
  const userArn = principal.kind === 'role' ? principal.sessionArn : arnOf(account, 'iam', 'user/operator');
  return {
    mode: 'AWS_IAM',
    principal,
    identity: {
      accountId: account.accountId,
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      sourceIp: ['127.0.0.1'],
      username: userArn.split('/').slice(1).join('/'),
      userArn,
      cognitoIdentityAuthType: null,
      cognitoIdentityAuthProvider: null,
    },
    groups: [],
    deniedFields: new Set(),
  };
};
