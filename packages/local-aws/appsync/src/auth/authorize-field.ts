import { type Account, arnOf, type Iam } from '@plumbline/local-aws-kernel';
import type { GraphQLObjectType } from 'graphql';
import type { DeployedApi } from '../apis.ts';
import type { Caller } from '../caller.ts';
import { modesOf } from '../graphql-api.ts';
import { admissionsOf } from '../schema/auth-directives.ts';
import { COGNITO } from './auth-mode.ts';

export interface FieldAccess {
  readonly api: DeployedApi;
  readonly caller: Caller;
  readonly type: GraphQLObjectType;
  readonly fieldName: string;
}

/**
 * Whether the caller may access a field: its mode is among those of the field, its groups and its policies allow it, and the function
 * that authorized it does not deny it.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export const mayAccess = ({ iam, account }: { readonly iam: Iam; readonly account: Account }, access: FieldAccess): boolean => {
  const { api, caller, type, fieldName } = access;
  const fieldArn = arnOf(account, 'appsync', `apis/${api.id}/types/${type.name}/fields/${fieldName}`);
  if (caller.deniedFields.has(`${type.name}.${fieldName}`) || caller.deniedFields.has(fieldArn)) return false;
  const admissions = admissionsOf(type, fieldName, modesOf(api)).filter(({ mode }) => mode === caller.mode);
  if (!admissions.some(({ groups }) => groups === undefined || groups.some((group) => caller.groups.includes(group)))) return false;
  if (deniedByDefault(access)) return false;
  if (caller.mode !== 'AWS_IAM' || !isRoot(api, type)) return true;
  return iam.refusal(caller.principal, { action: 'appsync:GraphQL', resource: fieldArn }) === undefined;
};

/** Policies name the fields of Query, Mutation and Subscription, and nested fields need no permission: https://github.com/aws/aws-appsync-community/issues/27 */
const isRoot = ({ parsed }: DeployedApi, type: GraphQLObjectType): boolean =>
  type === parsed.getQueryType() || type === parsed.getMutationType() || type === parsed.getSubscriptionType();

/** With the default action DENY, a user needs a directive on each field. */
const deniedByDefault = ({ api, caller, type, fieldName }: FieldAccess): boolean => {
  const [provider] = api.providers;
  if (caller.mode !== COGNITO || provider.mode !== COGNITO || !('defaultAction' in provider) || provider.defaultAction !== 'DENY')
    return false;
  const directives = [...(type.getFields()[fieldName]?.astNode?.directives ?? []), ...(type.astNode?.directives ?? [])];
  return isRoot(api, type) && !directives.some(({ name }) => name.value === 'aws_auth' || name.value === 'aws_cognito_user_pools');
};
