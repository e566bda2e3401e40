import type { MessageAttributes } from './message-attributes.ts';

/** A message as a sender hands it over. */
export interface OutgoingMessage {
  readonly body: string;
  readonly messageAttributes?: MessageAttributes | undefined;
  /** `AWSTraceHeader` is the only one that AWS takes. */
  readonly systemAttributes?: { readonly AWSTraceHeader?: string | undefined } | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly delaySeconds?: number | undefined;
  /** What consumers see as `SenderId`. @default the account's id */
  readonly senderId?: string | undefined;
}
