import { isExactNumber, isJson, isList, isObject, type JsonValue } from './json-value.ts';

/** A template of an input transformer. */
export interface InputTemplate {
  /** The names of its `<placeholders>`. */
  readonly names: readonly string[];
  /** @returns `undefined` when the result is not JSON: EventBridge then delivers nothing. */
  render(values: (name: string) => JsonValue | undefined): string | undefined;
}

type Part = { readonly text: string } | { readonly name: string; readonly quoted: boolean };

const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/;

/**
 * Reads a template. A template that starts with a quote is text, which EventBridge delivers unchanged, line by line and with its quotes.
 * Any other template must be JSON once its placeholders are filled.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const inputTemplate = (template: string): InputTemplate => {
  const parts = partsOf(template);
  const isText = template.trimStart().startsWith('"');
  return {
    names: [...new Set(parts.flatMap((part) => ('name' in part ? [part.name] : [])))],
    render(values) {
      const rendered = parts.map((part) => ('text' in part ? part.text : insert(values(part.name), part.quoted, isText))).join('');
      return isText || isJson(rendered) ? rendered : undefined;
    },
  };
};

/** Splits a template at its placeholders, and marks the placeholders within quotes. */
const partsOf = (template: string): readonly Part[] => {
  const parts: Part[] = [];
  let quoted = false;
  for (const piece of template.split(/(<[A-Za-z0-9_.-]+>)/)) {
    const name = PLACEHOLDER.exec(piece)?.[1];
    if (name !== undefined) {
      parts.push({ name, quoted });
      continue;
    }
    // A backslash excludes the next character from the count.
    for (const [found] of piece.matchAll(/\\.|"/g)) if (found === '"') quoted = !quoted;
    if (piece !== '') parts.push({ text: piece });
  }
  return parts;
};

const insert = (value: JsonValue | undefined, quoted: boolean, isText: boolean): string => {
  if (value === undefined) return quoted ? '' : '""';
  if (!quoted) return JSON.stringify(value);
  if (typeof value === 'string') return value;
  return isText ? withoutQuotes(value) : JSON.stringify(value);
};

/** Recorded on AWS: objects and lists in a text lose every quote, `{acc_id:0a78,sf_id:baz}`. */
const withoutQuotes = (value: JsonValue): string => {
  if (typeof value === 'string') return value;
  if (isList(value)) return `[${value.map(withoutQuotes).join(',')}]`;
  if (isExactNumber(value) || !isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}:${withoutQuotes(member)}`)
    .join(',')}}`;
};
