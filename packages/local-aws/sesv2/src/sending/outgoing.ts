import type { MailAttachment } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html */
export interface Destination {
  readonly ToAddresses?: readonly string[];
  readonly CcAddresses?: readonly string[];
  readonly BccAddresses?: readonly string[];
}

/** A mail's content, ready to be sent. */
export interface Content {
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
}

/** The IAM action of a mail depends on its content, not on the operation. */
export type SendAction = 'SendEmail' | 'SendRawEmail' | 'SendTemplatedEmail' | 'SendBulkTemplatedEmail';

/** A mail whose sender and receivers are not checked yet. */
export interface Outgoing {
  readonly action: SendAction;
  readonly from: string | undefined;
  readonly destination: Destination;
  readonly replyTo: readonly string[];
  /** Where bounces would go. */
  readonly feedbackTo: string | undefined;
  readonly configurationSetName: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Or the reason why a template cannot be filled in. */
  readonly content: Content | { readonly failure: string };
}
