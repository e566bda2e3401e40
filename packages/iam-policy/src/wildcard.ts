/** The cache of compiled patterns: policies are few and evaluated on every call. */
const PATTERNS_MAX = 4_096;
const compiled = new Map<string, RegExp>();

/** IAM's wildcards: `*` any run of characters, `?` exactly one. */
export const wildcardMatches = (pattern: string, value: string, ignoreCase = false): boolean => {
  if (!/[*?]/.test(pattern)) return ignoreCase ? pattern.toLowerCase() === value.toLowerCase() : pattern === value;
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    if (compiled.size >= PATTERNS_MAX) compiled.clear();
    compiled.set(key, expression);
  }
  return expression.test(value);
};
