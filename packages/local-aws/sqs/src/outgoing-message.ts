import type { MessageAttributes } from './message-attributes.ts';

/** A message from a sender. */
export interface OutgoingMessage {
  readonly body: string;
  readonly messageAttributes?: MessageAttributes | undefined;
  /** AWS accepts `AWSTraceHeader` only. */
  readonly systemAttributes?: { readonly AWSTraceHeader?: string | undefined } | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly delaySeconds?: number | undefined;
  /** The `SenderId` that consumers see. @default the account's id */
  readonly senderId?: string | undefined;
}
