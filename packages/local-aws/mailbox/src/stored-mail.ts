import type { Mail } from '@plumbline/local-aws-kernel';

/** A mail in the mailbox: the answer of `GET /_plumbline/mail/{id}`. */
export interface StoredMail extends Mail {
  /** From 1, in the order of arrival. */
  readonly id: number;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** The answer of `GET /_plumbline/mail`: the newest first. */
export interface MailList {
  readonly mails: readonly StoredMail[];
}
