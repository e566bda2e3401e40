import { type Account, type AwsService, arnOf, queryService } from '@plumbline/local-aws-kernel';

/** The local STS: GetCallerIdentity, the first call of every tool. */
export const openSts = (account: Account): AwsService =>
  queryService({
    signingName: 'sts',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: {
      GetCallerIdentity: {
        permissions: () => [],
        run: (_, { caller }) => ({
          Arn: caller.kind === 'role' ? caller.sessionArn : arnOf(account, 'iam', 'user/operator'),
          UserId: 'LOCAL',
          Account: account.accountId,
        }),
      },
    },
  });
