import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { isObject, type JsonObject, type JsonValue, readJson } from '@plumbline/eventbridge';

/** One time that a dead letter was sent on its way again, with what had befallen it before. */
export interface Redrive {
  readonly at: string;
  readonly queue: string;
  readonly code: string;
  readonly message: string;
}

/** Where an event carries its history: beside `detail`, so that no consumer sees it; within it, where EventBridge makes the envelope. */
export const HISTORY_MEMBER = 'redrive-history';
/** Where a message of a queue carries it. */
export const HISTORY_ATTRIBUTE = 'REDRIVE_HISTORY';
/** Enough to know an error by. */
const MESSAGE_CHARS_MAX = 256;
/** Redrives that are kept, the last ones. */
const REDRIVES_MAX = 20;

/** The history in an event's text, or in a message's attributes. */
export const historyOf = (body: string, attributes: Readonly<Record<string, MessageAttributeValue>>): readonly Redrive[] => {
  const event = eventOf(body);
  const detail = isObject(event?.detail) ? event.detail : undefined;
  const inText = event?.[HISTORY_MEMBER] ?? detail?.[HISTORY_MEMBER] ?? [];
  return JSON.parse(attributes[HISTORY_ATTRIBUTE]?.StringValue ?? JSON.stringify(inText)) as readonly Redrive[];
};

export const withRedrive = (history: readonly Redrive[], redrive: Redrive): readonly Redrive[] =>
  [...history, { ...redrive, message: redrive.message.slice(0, MESSAGE_CHARS_MAX) }].slice(-REDRIVES_MAX);

/** An event's text with its history; a text that is no event stays as it is. */
export const eventWithHistory = (text: string, history: readonly Redrive[]): string => {
  const event = eventOf(text);
  if (event === undefined || !('detail' in event)) return text;
  const { [HISTORY_MEMBER]: _before, detail, ...envelope } = event;
  return JSON.stringify({ ...envelope, [HISTORY_MEMBER]: history, detail });
};

/** An event's detail with its history, as JSON: contracts drop what they do not know. */
export const detailWithHistory = (detail: JsonValue | undefined, history: readonly Redrive[]): string =>
  JSON.stringify(isObject(detail) ? { ...detail, [HISTORY_MEMBER]: history } : detail);

export const historyAttribute = (history: readonly Redrive[]): Record<string, MessageAttributeValue> => ({
  [HISTORY_ATTRIBUTE]: { DataType: 'String', StringValue: JSON.stringify(history) },
});

/** Numbers keep their spelling; `undefined` when the text is no JSON object. */
export const eventOf = (text: string): JsonObject | undefined => {
  try {
    const value = readJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
