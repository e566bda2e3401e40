/** JSON as it is written: members in order and repeated, numbers as text. */
export type Json =
  | { readonly type: 'object'; readonly members: readonly (readonly [string, Json])[] }
  | { readonly type: 'array'; readonly items: readonly Json[] }
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'literal'; readonly text: string };

/** Reads valid JSON. Shares no code with the readers under test. */
export const readJson = (text: string): Json => {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[-0-9.eE+]+|true|false|null|[[\]{},:]/gs) ?? [];
  let next = 0;
  const take = (): string => tokens[next++] ?? '';
  const list = <T>(end: string, item: () => T): readonly T[] => {
    const items: T[] = [];
    while (tokens[next] !== end) {
      items.push(item());
      if (tokens[next] === ',') next += 1;
    }
    next += 1;
    return items;
  };
  const member = (): readonly [string, Json] => {
    const key = String(JSON.parse(take()));
    take();
    return [key, value()];
  };
  const value = (): Json => {
    const token = take();
    if (token === '{') return { type: 'object', members: list('}', member) };
    if (token === '[') return { type: 'array', items: list(']', value) };
    if (token.startsWith('"')) return { type: 'string', text: String(JSON.parse(token)) };
    return { type: /^[a-z]/.test(token) ? 'literal' : 'number', text: token };
  };
  return value();
};
