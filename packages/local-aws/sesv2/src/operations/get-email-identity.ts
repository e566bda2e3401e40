import { json, type Route } from '@plumbline/local-aws-kernel';
import { notFound } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';

export const IDENTITY_PATH = /^\/v2\/email\/identities\/([^/]+)$/;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
export const getEmailIdentity = ({ identities }: SesContext): Route => ({
  operation: 'GetEmailIdentity',
  method: 'GET',
  path: IDENTITY_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:GetEmailIdentity', resource: identities.arn(name) });
    const identity = identities.get(name);
    if (identity === undefined) throw notFound(`Email identity ${name} does not exist.`);
    return json(200, {
      IdentityType: identity.type,
      FeedbackForwardingStatus: true,
      VerifiedForSendingStatus: identity.verified,
      VerificationStatus: identity.verified ? 'SUCCESS' : 'PENDING',
      DkimAttributes: { SigningEnabled: false, Status: 'NOT_STARTED' },
      MailFromAttributes: { BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      Policies: {},
      Tags: identity.tags,
      ConfigurationSetName: identity.configurationSetName,
    });
  },
});
