import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';

/** An item of DynamoDB as plain values. */
export const plainItem = (item: Json | undefined): Json =>
  isJsonObject(item) ? Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)])) : null;

const plainValue = (value: Json): Json => {
  if (!isJsonObject(value)) return value;
  const [[type, content] = ['', null]] = Object.entries(value) as [string, Json][];
  switch (type) {
    case 'N':
      return Number(content);
    case 'NS':
      return isJsonArray(content) ? content.map(Number) : [];
    case 'NULL':
      return null;
    case 'L':
      return isJsonArray(content) ? content.map(plainValue) : [];
    case 'M':
      return plainItem(content);
    default:
      return content;
  }
};

/** The typed values of a request as DynamoDB reads them: `NULL` is `true`, and numbers are texts. */
export const typedItem = (item: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, typedValue(value)]));

const typedValue = (value: Json): Json => {
  if (!isJsonObject(value)) return value;
  const [[type, content] = ['', null]] = Object.entries(value) as [string, Json][];
  switch (type) {
    case 'NULL':
      return { NULL: true };
    case 'N':
      return { N: String(content) };
    case 'NS':
      return { NS: isJsonArray(content) ? content.map(String) : content };
    case 'L':
      return { L: isJsonArray(content) ? content.map(typedValue) : content };
    case 'M':
      return { M: isJsonObject(content) ? typedItem(content) : content };
    default:
      return value;
  }
};
