/** The account and region that an instance of local-aws represents. */
export interface Account {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

export const LOCAL_ACCOUNT: Account = { accountId: '000000000000', region: 'eu-west-1', partition: 'aws' };

/**
 * Writes an ARN. `region` and `account` are left empty for services whose names are global.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const arnOf = (account: Account, service: string, resource: string): string => {
  const scope =
    service === 's3' ? ':' : service === 'iam' || service === 'sts' ? `:${account.accountId}` : `${account.region}:${account.accountId}`;
  return `arn:${account.partition}:${service}:${scope}:${resource}`;
};
