import { checkName, refusing } from '../refuse.ts';
import { MAIL_SENDER_NAME_LENGTH_MAX } from './deployed-length.ts';
import { environmentVariable, type Resource } from './resource.ts';
import { checkAddress } from './topic.ts';

/** A verified address from which SES sends mail to customers. */
export interface MailSender extends Resource {
  readonly kind: 'mail-sender';
  readonly address: string;
}

/**
 * Declares a mail sender.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 * @see https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
 */
export const defineMailSender = ({ name, address }: Pick<MailSender, 'name' | 'address'>): MailSender => {
  const refuse = refusing(`Mail sender ${name}`);
  checkName(refuse, 'name', name, MAIL_SENDER_NAME_LENGTH_MAX);
  checkAddress(refuse, 'address', address);
  return { name, address, kind: 'mail-sender', environmentVariable: environmentVariable(name, 'ADDRESS') };
};
