import { isJson, isObject, type JsonValue, jsonPath } from '@plumbline/eventbridge';
import type { PipeEvent } from './pipe-event.ts';

/** The values of the reserved variables, apart from the event itself. */
export interface PipeFacts {
  readonly pipeArn: string;
  readonly pipeName: string;
  readonly sourceArn: string;
  readonly enrichmentArn: string;
  readonly targetArn: string;
  readonly nowMs: number;
}

const PLACEHOLDER = /(<(?:\$[^<>]*|aws\.pipes\.[a-z.-]+)>)/;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html#input-transform-reserved */
const RESERVED: Readonly<Record<string, (event: PipeEvent, facts: PipeFacts) => JsonValue | undefined>> = {
  'aws.pipes.pipe-arn': (_event, { pipeArn }) => pipeArn,
  'aws.pipes.pipe-name': (_event, { pipeName }) => pipeName,
  'aws.pipes.source-arn': (_event, { sourceArn }) => sourceArn,
  'aws.pipes.enrichment-arn': (_event, { enrichmentArn }) => enrichmentArn,
  'aws.pipes.target-arn': (_event, { targetArn }) => targetArn,
  'aws.pipes.event.ingestion-time': (_event, { nowMs }) => new Date(nowMs).toISOString(),
  'aws.pipes.event': ({ value }) => value,
  'aws.pipes.event.json': ({ value }) => value,
};

/**
 * Fills a template for one event: text, one path, or JSON with placeholders. A placeholder within quotes becomes text, another one JSON.
 * AWS does not document a path that matches nothing; here it is empty, as in the input transformers of rules.
 *
 * @returns `undefined` when a template of JSON does not produce JSON.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
export const fillTemplate = (template: string, event: PipeEvent, facts: PipeFacts): string | undefined => {
  const pieces = template.trim().split(PLACEHOLDER);
  const [before, only, after] = pieces;
  if (pieces.length === 3 && before === '' && after === '' && only !== undefined) return alone(only, valueAt(only, event, facts));
  const isDocument = /^[{["]/.test(template.trim());
  let quoted = false;
  const filled = pieces.map((piece) => {
    if (PLACEHOLDER.test(piece)) return insert(valueAt(piece, event, facts), isDocument && !quoted);
    for (const [found] of piece.matchAll(/\\.|"/g)) if (found === '"') quoted = !quoted;
    return piece;
  });
  const text = filled.join('');
  return isDocument && !isJson(text) ? undefined : text;
};

const valueAt = (placeholder: string, event: PipeEvent, facts: PipeFacts): JsonValue | undefined => {
  const name = placeholder.slice(1, -1);
  return name.startsWith('$') ? jsonPath(name)?.read(event.value) : RESERVED[name]?.(event, facts);
};

/**
 * "If the original payload is a valid JSON string, then use of the input transformer with source specific body data will result in the
 * quotes within the original source payload being removed: {"key": "value"} will become {key: value}." Other paths stay JSON.
 */
const alone = (placeholder: string, value: JsonValue | undefined): string => {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  return /^<\$\.(body|data)>$/.test(placeholder) ? withoutQuotes(value) : JSON.stringify(value);
};

const withoutQuotes = (value: JsonValue): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(withoutQuotes).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}: ${withoutQuotes(member)}`)
    .join(', ')}}`;
};

const insert = (value: JsonValue | undefined, asJson: boolean): string => {
  if (value === undefined) return asJson ? '""' : '';
  if (asJson) return JSON.stringify(value);
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(JSON.stringify(value)).slice(1, -1);
};

/** The names of the placeholders that local-aws cannot fill, for the check of a pipe. */
export const unknownPlaceholders = (template: string): readonly string[] =>
  template
    .split(/(<(?:\$[^<>]*|aws\.[A-Za-z.-]+)>)/)
    .filter((piece) => /^<(\$|aws\.)/.test(piece))
    .map((piece) => piece.slice(1, -1))
    .filter((name) => (name.startsWith('$') ? jsonPath(name) === undefined : !Object.hasOwn(RESERVED, name)));
