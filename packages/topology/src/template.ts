/** A stretch of a template: text as it stands, or an expression with the text that it was written as, `${` and `}` included. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string; readonly written: string };

export const isTemplate = (text: string): boolean => text.includes('${');

/** Whether a value is a text that could not be resolved, or not all of it. */
export const isUnresolved = (value: unknown): boolean => typeof value === 'string' && isTemplate(value);

/**
 * Takes a template apart. Expressions may hold braces, texts, and in them templates again. `$${` is the text `${`; of what is opened and
 * never closed the rest is an expression that nobody can read.
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

/** Where the brace that is opened at `open` is closed; `undefined` when it isn't. */
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

/** Where the text in quotes that begins at `open` ends; templates in it may have quotes of their own. */
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
