import type { MessageAttributes } from './message-attributes.ts';
import type { Protocol } from './subscription.ts';

/** A message that a topic has accepted. */
export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly body: string;
  /** For a message with the structure `json`: the texts that replace the body, by protocol. */
  readonly bodies?: Readonly<Partial<Record<Protocol, string>>>;
  readonly attributes: MessageAttributes;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  readonly publishedMs: number;
  readonly traceHeader?: string;
}

/** A message from a publisher. */
export interface Publication {
  readonly body: string;
  readonly subject?: string | undefined;
  /** `json`: the body contains a text for each protocol. */
  readonly structure?: string | undefined;
  readonly attributes: MessageAttributes;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

export const bodyFor = ({ body, bodies }: Message, protocol: Protocol): string => bodies?.[protocol] ?? body;
