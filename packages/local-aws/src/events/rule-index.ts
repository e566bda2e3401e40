// THROW-AWAY until the real matcher lands: exact values and prefix only.
export interface RuleIndex<T> {
  add(key: string, pattern: string, value: T): void;
  remove(key: string): void;
  match(eventText: string): readonly T[];
}
export const ruleIndex = <T>(): RuleIndex<T> => {
  const rules = new Map<string, { pattern: string; value: T }>();
  return {
    add: (key, pattern, value) => void rules.set(key, { pattern, value }),
    remove: (key) => void rules.delete(key),
    match: (eventText) => [...rules.values()].filter(({ pattern }) => matchesPattern(pattern, eventText)).map(({ value }) => value),
  };
};
export const validatePattern = (pattern: string): void => void JSON.parse(pattern);
export const matchesPattern = (pattern: string, eventText: string): boolean => m(JSON.parse(pattern), JSON.parse(eventText));
const m = (p: Record<string, unknown>, e: Record<string, unknown>): boolean =>
  Object.entries(p).every(([k, v]) =>
    Array.isArray(v)
      ? v.some((x) => (typeof x === 'object' && x !== null ? String(e?.[k]).startsWith((x as { prefix: string }).prefix) : x === e?.[k]))
      : m(v as Record<string, unknown>, e?.[k] as Record<string, unknown>),
  );
