/** A mail that an AWS service sends. On a laptop nothing leaves the machine: the mailbox keeps it. */
export interface Mail {
  /** The id that the service answers its sender with. */
  readonly messageId: string;
  readonly service: 'ses' | 'sns';
  readonly from: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly replyTo?: readonly string[];
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
  /** The links on which the receiver acts, such as the one that confirms a subscription. */
  readonly links?: readonly MailLink[];
  /** The sender's own tags. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly traceHeader?: string | undefined;
}

export interface MailAttachment {
  readonly fileName: string;
  readonly contentType: string;
  /** Base64. */
  readonly content: string;
}

export interface MailLink {
  readonly action: 'confirm' | 'unsubscribe' | 'verify';
  readonly url: string;
}

/** Takes the mails of every service. */
export interface Postman {
  /** Delivers a mail. Inside a `store.write`, it is on disk together with its cause. */
  deliver(mail: Mail): void;
}
