import { type Account, type AwsRequest, arnOf } from '@plumbline/local-aws-kernel';

/** Throws AccessDenied unless the caller may perform an action on an API. */
export const authorizeApi = (account: Account, request: AwsRequest, action: string, apiId: string): void =>
  request.authorize({ action: `appsync:${action}`, resource: arnOf(account, 'appsync', `apis/${apiId}`) });
