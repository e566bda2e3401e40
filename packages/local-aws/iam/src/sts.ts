import {
  type Account,
  type AwsError,
  type AwsResponse,
  type AwsService,
  arnOf,
  notImplemented,
  type XmlContent,
  xmlDocument,
} from '@plumbline/local-aws-kernel';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The local STS: GetCallerIdentity, with which every tool begins. */
export const openSts = (account: Account): AwsService => ({
  signingName: 'sts',
  operationOf: ({ body, rawQuery }) =>
    new URLSearchParams(body.toString('utf8')).get('Action') ?? new URLSearchParams(rawQuery).get('Action') ?? '',
  async handle({ operation, caller, requestId }) {
    if (operation !== 'GetCallerIdentity') throw notImplemented('sts', operation);
    const Arn = caller.kind === 'role' ? caller.sessionArn : arnOf(account, 'iam', 'user/operator');
    return answer(200, 'GetCallerIdentityResponse', {
      GetCallerIdentityResult: { Arn, UserId: 'LOCAL', Account: account.accountId },
      ResponseMetadata: { RequestId: requestId },
    });
  },
  errorAnswer: ({ code, message, status }: AwsError, { requestId }) =>
    answer(status, 'ErrorResponse', {
      Error: { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message },
      RequestId: requestId,
    }),
});

const answer = (status: number, root: string, content: XmlContent): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: xmlDocument(root, content, NAMESPACE),
});
