import { CONTROL_PATH, json, type KnownMembers, type Route } from '@plumbline/local-aws-kernel';
import { alreadyExists, notFound } from '../errors.ts';
import type { Identity } from '../identities.ts';
import { readBody, required } from '../read-body.ts';
import { newMessageId } from '../sending/message-id.ts';
import type { SesContext } from '../ses-context.ts';

interface CreateEmailIdentityRequest {
  readonly EmailIdentity?: string;
  readonly ConfigurationSetName?: string;
  readonly Tags?: Identity['tags'];
}

const MEMBERS: KnownMembers = { '': ['EmailIdentity', 'ConfigurationSetName', 'Tags'] };

/** The link in a verification mail; `claims` of the service. */
export const VERIFY_PATH = `${CONTROL_PATH}ses/verify`;

/**
 * An address is verified by the link that its owner gets; a domain at once, because local-aws cannot look up its DNS records.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html
 */
export const createEmailIdentity = (context: SesContext): Route => ({
  operation: 'CreateEmailIdentity',
  method: 'POST',
  path: /^\/v2\/email\/identities$/,
  run(request) {
    request.authorize({ action: 'ses:CreateEmailIdentity', resource: '*' });
    const { identities, configurationSets, store } = context;
    const { EmailIdentity, ConfigurationSetName, Tags = [] } = readBody<CreateEmailIdentityRequest>(request, MEMBERS);
    const name = required('EmailIdentity', EmailIdentity);
    if (ConfigurationSetName !== undefined && configurationSets.get(ConfigurationSetName) === undefined)
      throw notFound(`Configuration set <${ConfigurationSetName}> does not exist.`);
    const identity = identities.identity(name, { verified: !name.includes('@'), configurationSetName: ConfigurationSetName, tags: Tags });
    if (identities.get(name) !== undefined) throw alreadyExists(`Email identity ${name} already exist.`);
    store.write(() => {
      identities.settings.change(identity.name, identity);
      if (!identity.verified) askOwner(context, identity);
    });
    return json(200, { IdentityType: identity.type, VerifiedForSendingStatus: identity.verified });
  },
});

/** https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html#just-verify-email-proc */
const askOwner = ({ account, clock, endpointUrl, ports }: SesContext, { name, token }: Identity): void => {
  const url = `${endpointUrl()}${VERIFY_PATH}?token=${token}`;
  ports.mail.deliver({
    messageId: newMessageId(clock.now()),
    service: 'ses',
    from: 'Amazon Web Services <no-reply-aws@amazon.com>',
    to: [name],
    subject: `Amazon Web Services – Email Address Verification Request in region ${account.region}`,
    text: `We have received a request to authorize this email address for use with Amazon SES. If you requested this verification, please go to the following URL:\n\n${url}\n`,
    links: [{ action: 'verify', url }],
  });
};
