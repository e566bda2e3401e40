import { AwsError, type AwsRequest, type AwsResponse, type AwsService, CONTROL_PATH, json } from '@plumbline/local-aws-kernel';
import { readMailQuery } from './mail-query.ts';
import type { MailTable } from './mail-table.ts';
import type { MailList } from './stored-mail.ts';

const MAIL_PATH = `${CONTROL_PATH}mail`;

/**
 * `GET` and `DELETE` of `/_plumbline/mail`, and `GET` of `/_plumbline/mail/{id}`, as JSON (`MailList` and `StoredMail`). A list takes the
 * filters `to`, `subject`, `since` and `max`, and leaves out the contents of attachments.
 */
export const mailboxService = (table: MailTable): AwsService => ({
  signingName: 'mailbox',
  pathPrefix: MAIL_PATH,
  operationOf: ({ method, path }) => `${method} ${path}`,
  errorAnswer: ({ status, message }) => json(status, { message }),
  async handle(request) {
    if (request.path === MAIL_PATH) return ofAll(table, request);
    const id = new RegExp(`^${MAIL_PATH}/(\\d+)$`).exec(request.path)?.[1];
    if (id === undefined) throw notFound(`${request.path} does not exist. Use ${MAIL_PATH} and ${MAIL_PATH}/{id}.`);
    if (request.method !== 'GET') throw notAllowed(`${MAIL_PATH}/{id} accepts GET only.`);
    const mail = table.get(Number(id));
    if (mail === undefined) throw notFound(`The mail ${id} does not exist.`);
    return json(200, mail);
  },
});

const ofAll = (table: MailTable, { method, query }: AwsRequest): AwsResponse => {
  if (method === 'DELETE') {
    table.clear();
    return json(200, { mails: [] } satisfies MailList);
  }
  if (method !== 'GET') throw notAllowed(`${MAIL_PATH} accepts GET and DELETE only.`);
  const { sinceMs, max, matches } = readMailQuery(query);
  const mails = [];
  for (const mail of table.since(sinceMs)) {
    if (!matches(mail)) continue;
    const { attachments, ...shown } = mail;
    mails.push({ ...shown, ...(attachments && { attachments: attachments.map((one) => ({ ...one, content: '' })) }) });
    if (mails.length === max) break;
  }
  return json(200, { mails } satisfies MailList);
};

const notFound = (message: string): AwsError => new AwsError('NotFound', message, { status: 404 });
const notAllowed = (message: string): AwsError => new AwsError('MethodNotAllowed', message, { status: 405 });
