import { isJson, isObject, type JsonValue, readJson } from '@plumbline/eventbridge';

/** One event on its way through a pipe. */
export interface PipeEvent {
  /** As JSON, as the source or the enrichment gave it. */
  readonly text: string;
  /** Its value for paths. The body of a message is parsed if it is JSON. */
  readonly value: JsonValue;
}

/**
 * An event of the source. "EventBridge converts these fields to valid JSON so sub-values can be referenced directly": here, the body of a
 * message, if it is an object or an array.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html#input-transform-implicit
 */
export const sourceEvent = (text: string): PipeEvent => {
  const value = readJson(text);
  if (!isObject(value) || typeof value['body'] !== 'string' || value['eventSource'] !== 'aws:sqs') return { text, value };
  const { body } = value;
  return { text, value: /^\s*[{[]/.test(body) && isJson(body) ? { ...value, body: readJson(body) } : value };
};

/** An event of the enrichment, which is used as it is. */
export const enrichedEvent = (value: JsonValue): PipeEvent => ({ text: JSON.stringify(value), value });
