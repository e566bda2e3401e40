import type { Account } from '../account.ts';
import { notImplemented } from '../aws-error.ts';
import type { AwsService } from '../endpoint/aws-service.ts';

/** The local STS: GetCallerIdentity, with which every tool begins. */
export const openSts = (account: Account): AwsService => ({
  signingName: 'sts',
  async handle(request) {
    const action = new URLSearchParams(request.body.toString('utf8')).get('Action') ?? request.query.get('Action') ?? '';
    if (action !== 'GetCallerIdentity') throw notImplemented('sts', action);
    const arn =
      request.caller.kind === 'role' ? request.caller.sessionArn : `arn:${account.partition}:iam::${account.accountId}:user/operator`;
    const result = `<Arn>${arn}</Arn><UserId>LOCAL</UserId><Account>${account.accountId}</Account>`;
    const metadata = `<ResponseMetadata><RequestId>${request.requestId}</RequestId></ResponseMetadata>`;
    const body = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult>${metadata}</GetCallerIdentityResponse>`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  },
});
