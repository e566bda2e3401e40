import { inputTemplate } from './input-template.ts';
import { jsonPath } from './json-path.ts';
import { isObject, type JsonObject, type JsonValue, readJson } from './json-value.ts';

/** The input that a target receives in place of the event. */
export type TargetInput =
  /** The same string for every event. */
  | { readonly kind: 'constant'; readonly text: string }
  /** A part of the event, as JSON. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'transformer'; readonly paths: Readonly<Record<string, string>>; readonly template: string };

/** The values of the reserved variables, apart from the event itself. */
export interface InputFacts {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When EventBridge accepted the event, in ms since 1970. */
  readonly acceptedMs: number;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined */
const RESERVED: Readonly<Record<string, (event: JsonValue, facts: InputFacts) => JsonValue>> = {
  'aws.events.rule-arn': (_event, { ruleArn }) => ruleArn,
  'aws.events.rule-name': (_event, { ruleName }) => ruleName,
  'aws.events.event.ingestion-time': (_event, { acceptedMs }) => new Date(acceptedMs).toISOString(),
  'aws.events.event.json': (event) => event,
  'aws.events.event': (event) => (isObject(event) ? withoutDetail(event) : event),
};

/** Recorded on AWS: the event without its detail, and with `detailType` in place of `detail-type`. */
const withoutDetail = ({ detail: _detail, ...event }: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(event).map(([name, value]) => [name === 'detail-type' ? 'detailType' : name, value]));

export const isReservedVariable = (name: string): boolean => Object.hasOwn(RESERVED, name);

/**
 * The text that a target receives for an event.
 *
 * @returns `undefined` when a template does not produce JSON: EventBridge then delivers nothing and does not report it.
 */
export const targetInput = (input: TargetInput | undefined, eventText: string, facts: InputFacts): string | undefined => {
  if (input === undefined) return eventText;
  if (input.kind === 'constant') return input.text;
  const event = readJson(eventText);
  // AWS does not document the value of a path that matches nothing; null is its JSON form.
  if (input.kind === 'path') return JSON.stringify(jsonPath(input.path)?.read(event) ?? null);
  return inputTemplate(input.template).render((name) => {
    const path = input.paths[name];
    return path === undefined ? RESERVED[name]?.(event, facts) : jsonPath(path)?.read(event);
  });
};
