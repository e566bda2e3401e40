/** A part of a template: literal text, or an expression with its source, including `${` and `}`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string; readonly written: string };

export const isTemplate = (text: string): boolean => text.includes('${');

/** Whether a value is a string that could not be resolved completely. */
export const isUnresolved = (value: unknown): boolean => typeof value === 'string' && isTemplate(value);

/**
 * Splits a template into its parts. Expressions may contain braces, strings, and templates inside strings. `$${` is the literal `${`. The
 * rest after an unclosed `${` is an expression that can't be read.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#string-templates
 */
export const templateParts = (text: string): readonly TemplatePart[] => {
  const parts: TemplatePart[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('${', at);
    if (open === -1) break;
    if (text[open - 1] === '$' && open > at) {
      literal += `${text.slice(at, open)}{`;
      at = open + 2;
      continue;
    }
    literal += text.slice(at, open);
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    const close = endOfBraces(text, open + 1) ?? text.length;
    parts.push({ kind: 'expression', source: text.slice(open + 2, close), written: text.slice(open, close + 1) });
    at = close + 1;
  }
  literal += text.slice(at);
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  return parts;
};

/** The position that closes the brace at `open`; `undefined` if the brace is not closed. */
const endOfBraces = (text: string, open: number): number | undefined => {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return at;
    else if (sign === '"') {
      const end = endOfQuotes(text, at);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
};

/** The end of the quoted string that begins at `open`; templates inside it may contain quotes. */
export const endOfQuotes = (text: string, open: number): number | undefined => {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
    else if (text.startsWith('${', at) && text[at - 1] !== '$') {
      const end = endOfBraces(text, at + 1);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
};
