import { type AddressObject, simpleParser } from 'mailparser';
import { badRequest } from '../errors.ts';
import type { Content, Destination } from './outgoing.ts';

/** A mail in MIME. */
export interface RawMail {
  readonly from: string | undefined;
  readonly destination: Destination;
  readonly replyTo: readonly string[];
  readonly content: Content;
}

/** "The maximum size of a message is 40 MB", https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const BYTES_MAX = 40 * 1024 * 1024;
/** The headers that are members of a mail, or that describe the MIME structure only. */
const OWN = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'subject',
  'content-type',
  'content-transfer-encoding',
  'mime-version',
  'date',
  'message-id',
]);

/** Reads a MIME message. Throws BadRequestException. */
export const readRaw = async (data: string): Promise<RawMail> => {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length === 0) throw badRequest('The member Content.Raw.Data is required.');
  if (bytes.length > BYTES_MAX) throw badRequest(`Message length is more than ${BYTES_MAX} bytes long: '${bytes.length}'.`);
  const mail = await simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true });
  const headers = [...mail.headerLines]
    .filter(({ key }) => !OWN.has(key))
    .map(({ line }) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
  return {
    from: addresses(mail.from)[0],
    destination: { ToAddresses: addresses(mail.to), CcAddresses: addresses(mail.cc), BccAddresses: addresses(mail.bcc) },
    replyTo: addresses(mail.replyTo),
    content: {
      subject: mail.subject ?? '',
      text: mail.text,
      html: mail.html === false ? undefined : mail.html,
      ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
      ...(mail.attachments.length > 0 && {
        attachments: mail.attachments.map(({ filename = 'attachment', contentType, content }) => ({
          fileName: filename,
          contentType,
          content: content.toString('base64'),
        })),
      }),
    },
  };
};

const addresses = (given: AddressObject | readonly AddressObject[] | undefined): readonly string[] =>
  (given === undefined ? [] : 'value' in given ? [given] : given).flatMap(({ value }) =>
    value.flatMap(({ name, address }) => (address === undefined ? [] : [name === '' ? address : `${name} <${address}>`])),
  );
