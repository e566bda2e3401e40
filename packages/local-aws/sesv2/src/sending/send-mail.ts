import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { arnOf } from '@plumbline/local-aws-kernel';
import { type Address, readAddress } from '../address.ts';
import { badRequest, messageRejected, notFound, quotaExceeded, sendingPaused } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';
import { newMessageId } from './message-id.ts';
import type { Outgoing } from './outgoing.ts';

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const RECEIVERS_MAX = 50;
export const SANDBOX_QUOTA = 200;

/**
 * Checks one mail and delivers it to the mailbox. A template that cannot be filled in is accepted and not delivered, as on AWS.
 *
 * @returns the message's id.
 * @throws AwsError with SendEmail's errors
 */
export const sendMail = (context: SesContext, request: AwsRequest, outgoing: Outgoing): string => {
  const { clock, store, observe, ports } = context;
  const from = readAddress(outgoing.from ?? missingSender());
  const [to, cc, bcc] = [outgoing.destination.ToAddresses, outgoing.destination.CcAddresses, outgoing.destination.BccAddresses].map(
    (addresses = []) => addresses.map(readAddress),
  ) as [Address[], Address[], Address[]];
  const receivers = [...to, ...cc, ...bcc];
  if (receivers.length === 0) throw badRequest('Destination has no recipients.');
  if (receivers.length > RECEIVERS_MAX) throw badRequest(`Recipient count exceeds ${RECEIVERS_MAX}.`);
  const replyTo = outgoing.replyTo.map(readAddress);
  const feedbackTo = outgoing.feedbackTo === undefined ? undefined : readAddress(outgoing.feedbackTo);
  authorize(context, request, outgoing, from, receivers);
  const set = checkConfigurationSet(context, outgoing.configurationSetName ?? context.identities.verifiedFor(from)?.configurationSetName);
  checkVerified(context, [from, ...(feedbackTo === undefined ? [] : [feedbackTo]), ...(context.sandbox ? receivers : [])]);
  if (context.sandbox && context.sent.last24Hours(clock.now()) + receivers.length > SANDBOX_QUOTA) throw quotaExceeded();

  const messageId = newMessageId(clock.now());
  const { content, tags } = outgoing;
  if ('failure' in content) {
    observe({ kind: 'warning', message: `SES accepted the mail ${messageId} and does not send it: rendering failure. ${content.failure}` });
    return messageId;
  }
  store.write(() => {
    context.sent.add(receivers.length, clock.now());
    ports.mail.deliver({
      ...{ messageId, service: 'ses', from: from.text, to: texts(to), cc: texts(cc), bcc: texts(bcc), replyTo: texts(replyTo) },
      ...content,
      tags: { ...tags, ...(set !== undefined && { 'ses:configuration-set': set }) },
      traceHeader: request.traceHeader,
    });
  });
  return messageId;
};

const missingSender = (): never => {
  throw badRequest('The member FromEmailAddress is required.');
};

const texts = (addresses: readonly Address[]): readonly string[] => addresses.map(({ text }) => text);

/** https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html */
const authorize = (
  { identities, account }: SesContext,
  request: AwsRequest,
  { action, feedbackTo, configurationSetName }: Outgoing,
  from: Address,
  receivers: readonly Address[],
): void => {
  const conditionKeys = {
    'ses:ApiVersion': '2',
    'ses:FromAddress': from.address,
    'ses:FromDisplayName': from.displayName,
    'ses:Recipients': receivers.map(({ address }) => address),
    ...(feedbackTo !== undefined && { 'ses:FeedbackAddress': feedbackTo }),
  };
  const identity = identities.verifiedFor(from)?.name ?? from.address;
  request.authorize({ action: `ses:${action}`, resource: identities.arn(identity), conditionKeys });
  if (configurationSetName !== undefined)
    request.authorize({
      action: `ses:${action}`,
      resource: arnOf(account, 'ses', `configuration-set/${configurationSetName}`),
      conditionKeys,
    });
};

const checkConfigurationSet = ({ configurationSets }: SesContext, name: string | undefined): string | undefined => {
  if (name === undefined) return undefined;
  const set = configurationSets.get(name);
  if (set === undefined) throw notFound(`Configuration set <${name}> does not exist.`);
  if (!set.sendingEnabled) throw sendingPaused(name);
  return name;
};

/** https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html */
const checkVerified = ({ identities, account }: SesContext, addresses: readonly Address[]): void => {
  const failed = addresses.filter((address) => identities.verifiedFor(address) === undefined).map(({ text }) => text);
  if (failed.length === 0) return;
  const list = [...new Set(failed)].join(', ');
  throw messageRejected(
    `Email address is not verified. The following identities failed the check in region ${account.region.toUpperCase()}: ${list}`,
  );
};
