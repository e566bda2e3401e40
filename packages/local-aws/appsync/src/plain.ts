import type { Json } from './json.ts';

/** A value as JSON carries it: without functions and `undefined`, and without objects of another realm. */
export const plain = (value: unknown): Json => {
  const text = JSON.stringify(value);
  return text === undefined ? null : (JSON.parse(text) as Json);
};
