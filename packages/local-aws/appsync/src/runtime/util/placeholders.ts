import { type AttributeValue, toDynamoDB } from './dynamodb-values.ts';

/** Numbers the names and values of one request, so that several expressions can stand in it. */
export interface Placeholders {
  readonly names: Record<string, string>;
  readonly values: Record<string, AttributeValue>;
  name(attribute: string): string;
  value(hint: string, value: unknown): string;
}

export const placeholders = (): Placeholders => {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  return {
    names,
    values,
    // A dot leads into a map.
    name: (attribute) =>
      attribute
        .split('.')
        .map((part) => {
          const name = `#${part.replace(/[^A-Za-z0-9_]/g, '_')}`;
          names[name] = part;
          return name;
        })
        .join('.'),
    value(hint, value) {
      const base = `:${hint.replace(/[^A-Za-z0-9_]/g, '_')}`;
      let name = base;
      for (let number = 1; name in values; number += 1) name = `${base}_${number}`;
      values[name] = toDynamoDB(value);
      return name;
    },
  };
};
