import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { isObject, type JsonObject, type JsonValue, readJson } from '@plumbline/eventbridge';

/** One redelivery of a dead letter, with the failure that preceded it. */
export interface Redrive {
  readonly at: string;
  readonly queue: string;
  readonly code: string;
  readonly message: string;
  /** The corrections before it, such as `Data.quantity: 0 -> 2`. @default it was sent unchanged */
  readonly changes?: readonly string[];
  /** The name of the person who corrected it, on their machine. */
  readonly by?: string;
}

/**
 * Where an event carries its history: beside `detail`, so that no consumer sees it, or inside `detail` when EventBridge creates the
 * envelope.
 */
export const HISTORY_MEMBER = 'redrive-history';
/** The message attribute that carries the history of a queue's message. */
export const HISTORY_ATTRIBUTE = 'REDRIVE_HISTORY';
/** Enough to recognise an error. */
const MESSAGE_CHARS_MAX = 256;
/** The number of redrives that the history keeps; the latest ones. */
const REDRIVES_MAX = 20;

/** Reads the history from an event's text or from a message's attributes. */
export const historyOf = (body: string, attributes: Readonly<Record<string, MessageAttributeValue>>): readonly Redrive[] => {
  const event = eventOf(body);
  const detail = isObject(event?.detail) ? event.detail : undefined;
  const inText = event?.[HISTORY_MEMBER] ?? detail?.[HISTORY_MEMBER] ?? [];
  return JSON.parse(attributes[HISTORY_ATTRIBUTE]?.StringValue ?? JSON.stringify(inText)) as readonly Redrive[];
};

export const withRedrive = (history: readonly Redrive[], redrive: Redrive): readonly Redrive[] =>
  [...history, { ...redrive, message: redrive.message.slice(0, MESSAGE_CHARS_MAX) }].slice(-REDRIVES_MAX);

/** Adds the history to an event's text. A text that is not an event stays unchanged. */
export const eventWithHistory = (text: string, history: readonly Redrive[]): string => {
  const event = eventOf(text);
  if (event === undefined || !('detail' in event)) return text;
  const { [HISTORY_MEMBER]: _before, detail, ...envelope } = event;
  return JSON.stringify({ ...envelope, [HISTORY_MEMBER]: history, detail });
};

/** Adds the history to an event's detail, as JSON. Contracts drop unknown properties. */
export const detailWithHistory = (detail: JsonValue | undefined, history: readonly Redrive[]): string =>
  JSON.stringify(isObject(detail) ? { ...detail, [HISTORY_MEMBER]: history } : detail);

export const historyAttribute = (history: readonly Redrive[]): Record<string, MessageAttributeValue> => ({
  [HISTORY_ATTRIBUTE]: { DataType: 'String', StringValue: JSON.stringify(history) },
});

/** Keeps the spelling of numbers. Returns `undefined` when the text is not a JSON object. */
export const eventOf = (text: string): JsonObject | undefined => {
  try {
    const value = readJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
