/**
 * The mailbox: local-aws sends no mail, but keeps and shows it. It is a workspace of its own, because SES and SNS both deliver to it
 * through the port `mail`, and a system with only one of them needs it, too.
 */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type Mailbox, openMailbox } from './mailbox.ts';

export const mailbox: ServiceModule<Mailbox> = { name: 'mailbox', terraformTypes: {}, open: openMailbox };
export type { MailList, StoredMail } from './stored-mail.ts';
export type { Mailbox };
