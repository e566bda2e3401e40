import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { type JsonObject, type JsonValue, readJson } from '@plumbline/local-aws';

/** One time that a dead letter was sent on its way again, with what had befallen it before. */
export interface Redrive {
  readonly at: string;
  readonly queue: string;
  readonly code: string;
  readonly message: string;
}

/** Where an event carries its history: beside `detail`, so that no consumer sees it. */
export const HISTORY_MEMBER = 'redrive-history';
/** Where a message of a queue carries it. */
export const HISTORY_ATTRIBUTE = 'REDRIVE_HISTORY';
/** Enough to know an error by. */
const MESSAGE_CHARS_MAX = 256;
/** Redrives that are kept, the last ones. */
const REDRIVES_MAX = 20;

/** The history in an event's text, or in a message's attributes. */
export const historyOf = (body: string, attributes: Readonly<Record<string, MessageAttributeValue>>): readonly Redrive[] => {
  const attribute = attributes[HISTORY_ATTRIBUTE]?.StringValue;
  if (attribute !== undefined) return JSON.parse(attribute) as readonly Redrive[];
  const event = asObject(body);
  return (event?.[HISTORY_MEMBER] ?? []) as unknown as readonly Redrive[];
};

export const withRedrive = (history: readonly Redrive[], redrive: Redrive): readonly Redrive[] =>
  [...history, { ...redrive, message: redrive.message.slice(0, MESSAGE_CHARS_MAX) }].slice(-REDRIVES_MAX);

/** An event's text with its history; a text that is no event stays as it is. */
export const eventWithHistory = (text: string, history: readonly Redrive[]): string => {
  const event = asObject(text);
  if (event === undefined || !('detail' in event)) return text;
  const { [HISTORY_MEMBER]: _before, detail, ...envelope } = event;
  return JSON.stringify({ ...envelope, [HISTORY_MEMBER]: history, detail });
};

export const historyAttribute = (history: readonly Redrive[]): Record<string, MessageAttributeValue> => ({
  [HISTORY_ATTRIBUTE]: { DataType: 'String', StringValue: JSON.stringify(history) },
});

const asObject = (text: string): JsonObject | undefined => {
  try {
    const value: JsonValue = readJson(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
};
