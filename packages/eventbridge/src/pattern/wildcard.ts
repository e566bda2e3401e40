/** A wildcard pattern as the texts between its asterisks; a single text means that the pattern has no asterisk. */
export type Wildcard = readonly string[];

/**
 * Splits a wildcard: `*` is any run of characters, `\*` and `\\` are the only escapes.
 *
 * @returns the texts between the asterisks, or the problem. Positions count UTF-8 bytes from the opening quote.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching
 */
export const parseWildcard = (text: string): Wildcard | { readonly problem: string } => {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const next = text[at + 1];
    if (character === '*') {
      if (next === '*') return { problem: `Consecutive wildcard characters at pos ${bytePosition(text, at)}` };
      parts.push(part);
      part = '';
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') return { problem: `Invalid escape character at pos ${bytePosition(text, at)}` };
      part += next;
      at += 1;
    } else {
      part += character;
    }
  }
  return [...parts, part];
};

const bytePosition = (text: string, at: number): number => Buffer.byteLength(text.slice(0, at)) + 1;

/** Whether the whole of `value` fits. It is enough to match each middle part at its first position. */
export const matchesWildcard = (parts: Wildcard, value: string): boolean => {
  const first = parts[0] ?? '';
  if (parts.length === 1) return value === first;
  const last = parts[parts.length - 1] ?? '';
  const end = value.length - last.length;
  let at = first.length;
  if (at > end || !value.startsWith(first) || !value.endsWith(last)) return false;
  for (let index = 1; index < parts.length - 1; index += 1) {
    const part = parts[index] ?? '';
    const found = value.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
};
