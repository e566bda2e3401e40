import { hash } from 'node:crypto';
import type { Account, Principal } from '@plumbline/local-aws-kernel';

/** `SenderId` as consumers see it: the account for its owner, `role id:session name` for a role. */
export const senderIdOf = (account: Account, caller: Principal): string => {
  if (caller.kind !== 'role') return account.accountId;
  const roleId = `AROA${hash('sha1', caller.roleArn).slice(0, 17).toUpperCase()}`;
  return `${roleId}:${caller.sessionArn.split('/').at(-1) ?? ''}`;
};
