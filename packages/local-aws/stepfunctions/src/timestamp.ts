const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Milliseconds since 1970 of a timestamp such as `2026-01-01T00:00:00Z`; `undefined` when it is not a timestamp.
 * @see https://states-language.net/spec.html#timestamps
 */
export const timestampMs = (text: string): number | undefined => {
  if (!RFC_3339.test(text)) return undefined;
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? undefined : timeMs;
};
