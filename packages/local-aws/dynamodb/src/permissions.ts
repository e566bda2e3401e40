import type { Permission } from '@plumbline/iam-policy';
import type { Account } from '@plumbline/local-aws-kernel';
import { tableNameOf } from './request.ts';
import { tableArn } from './table.ts';

/**
 * The permissions that an operation on a table, or on one of its indexes, needs. Empty when the request names no table, because it is
 * then rejected as invalid.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export const tablePermissions = (account: Account, action: string, input: { TableName?: unknown; IndexName?: unknown }): Permission[] => {
  if (typeof input?.TableName !== 'string') return [];
  const arn = tableArn(account, tableNameOf(input.TableName));
  return [{ action: `dynamodb:${action}`, resource: typeof input.IndexName === 'string' ? `${arn}/index/${input.IndexName}` : arn }];
};

/** One permission for each table that a batch names. */
export const batchPermissions = (account: Account, action: string, input: { RequestItems?: unknown }): Permission[] =>
  Object.keys(input.RequestItems ?? {}).flatMap((TableName) => tablePermissions(account, action, { TableName }));

/** The actions of a transaction's parts, each once per table. */
export const transactionPermissions = (
  account: Account,
  actions: Readonly<Record<string, string>>,
  input: { TransactItems?: unknown },
): Permission[] => {
  const parts: unknown[] = Array.isArray(input.TransactItems) ? input.TransactItems : [];
  const permissions = parts.flatMap((part) =>
    Object.entries((part ?? {}) as Record<string, { TableName?: unknown }>).flatMap(([kind, request]) =>
      kind in actions ? tablePermissions(account, actions[kind] as string, request) : [],
    ),
  );
  return [...new Map(permissions.map((permission) => [`${permission.action} ${permission.resource}`, permission])).values()];
};
