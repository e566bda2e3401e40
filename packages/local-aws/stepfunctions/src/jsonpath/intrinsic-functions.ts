import { randomUUID } from 'node:crypto';
import { seededRandom } from '@plumbline/local-aws-kernel';
import { hashOf } from '../hash.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject, jsonTypeOf, parseJson, sameJson } from '../json.ts';
import type { Scope } from '../scope.ts';

type Intrinsic = (values: readonly Json[], scope: Scope) => Json;

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const RANGE_ITEMS_MAX = 1_000;
const ENCODED_CHARS_MAX = 10_000;

/** By name. They throw Error for invalid arguments. */
export const INTRINSIC_FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  'States.Array': (values) => values,
  'States.ArrayPartition': (values) => {
    const [list, size] = [arrayAt(values, 0, 2), positiveAt(values, 1)];
    return Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));
  },
  'States.ArrayContains': (values) => {
    const wanted = values[1] ?? null;
    return arrayAt(values, 0, 2).some((item) => sameJson(item, wanted));
  },
  'States.ArrayRange': (values) => {
    count(values, 3);
    return range(integerAt(values, 0), integerAt(values, 1), integerAt(values, 2));
  },
  'States.ArrayGetItem': (values) => {
    const [list, index] = [arrayAt(values, 0, 2), integerAt(values, 1)];
    const item = list[index];
    if (item === undefined) throw new Error(`The index ${index} is outside the array, which has ${list.length} items.`);
    return item;
  },
  'States.ArrayLength': (values) => arrayAt(values, 0, 1).length,
  'States.ArrayUnique': (values) => {
    const list = arrayAt(values, 0, 1);
    return list.filter((item, index) => list.findIndex((other) => sameJson(item, other)) === index);
  },
  'States.Base64Encode': (values) => Buffer.from(encodable(values, 1)).toString('base64'),
  'States.Base64Decode': (values) => Buffer.from(encodable(values, 1), 'base64').toString('utf8'),
  'States.Hash': (values) => {
    count(values, 2);
    const data = values[0] ?? null;
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    if (text.length > ENCODED_CHARS_MAX) throw new Error(`The data is over ${ENCODED_CHARS_MAX} characters.`);
    return hashOf(text, textAt(values, 1));
  },
  'States.JsonMerge': (values) => {
    count(values, 3);
    if (values[2] !== false) throw new Error('Only shallow merges are supported: the third argument must be false.');
    return { ...objectAt(values, 0), ...objectAt(values, 1) };
  },
  'States.StringToJson': (values) => {
    count(values, 1);
    const text = textAt(values, 0);
    const value = parseJson(text);
    if (value === undefined) throw new Error(`'${text}' is not JSON.`);
    return value;
  },
  'States.JsonToString': (values) => {
    count(values, 1);
    return JSON.stringify(values[0]);
  },
  'States.MathRandom': (values, { random }) => {
    if (values.length !== 2 && values.length !== 3) throw new Error(`It accepts 2 or 3 arguments, not ${values.length}.`);
    const [start, end] = [integerAt(values, 0), integerAt(values, 1)];
    if (end <= start) throw new Error(`The end ${end} must be greater than the start ${start}.`);
    // AWS's generator is not published: the same seed gives the same number here, but not the number of AWS.
    const draw = values.length === 3 ? seededRandom(integerAt(values, 2)) : random;
    return Math.min(end - 1, start + Math.floor(draw() * (end - start)));
  },
  'States.MathAdd': (values) => {
    count(values, 2);
    return integerAt(values, 0) + integerAt(values, 1);
  },
  'States.StringSplit': (values) => {
    count(values, 2);
    const separators = new Set(textAt(values, 1));
    const parts = [''];
    for (const character of textAt(values, 0)) {
      if (separators.has(character)) parts.push('');
      else parts.push(`${parts.pop() ?? ''}${character}`);
    }
    return parts.filter((part) => part !== '');
  },
  'States.UUID': (values) => {
    count(values, 0);
    return randomUUID();
  },
  'States.Format': (values) => {
    const [template, ...inserts] = [textAt(values, 0), ...values.slice(1)];
    const parts = template.match(/\\[{}\\]|\{\}|[\s\S]/gu) ?? [];
    if (parts.filter((part) => part === '{}').length !== inserts.length) {
      throw new Error(`The number of '{}' in the template must equal the number of arguments after it, ${inserts.length}.`);
    }
    return parts.map((part) => (part === '{}' ? shown(inserts.shift() ?? null) : part.replace(/^\\([{}\\])$/, '$1'))).join('');
  },
};

const range = (first: number, last: number, step: number): readonly number[] => {
  if (step === 0) throw new Error('The step must not be 0.');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > RANGE_ITEMS_MAX) throw new Error(`The range has ${length} items, more than ${RANGE_ITEMS_MAX}.`);
  return Array.from({ length }, (_, index) => first + index * step);
};

const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const count = (values: readonly Json[], wanted: number): void => {
  if (values.length !== wanted) throw new Error(`It requires ${wanted} arguments, not ${values.length}.`);
};

const wrong = (values: readonly Json[], index: number, wanted: string): Error => {
  const value = values[index];
  return new Error(`Argument ${index + 1} must be ${wanted}, not ${value === undefined ? 'missing' : jsonTypeOf(value)}.`);
};

const arrayAt = (values: readonly Json[], index: number, wanted: number): readonly Json[] => {
  count(values, wanted);
  const value = values[index];
  if (isJsonArray(value)) return value;
  throw wrong(values, index, 'an array');
};

const objectAt = (values: readonly Json[], index: number): JsonObject => {
  const value = values[index];
  if (isJsonObject(value)) return value;
  throw wrong(values, index, 'an object');
};

const textAt = (values: readonly Json[], index: number): string => {
  const value = values[index];
  if (typeof value === 'string') return value;
  throw wrong(values, index, 'a string');
};

/** AWS rounds numbers with a fraction to the nearest integer. */
const integerAt = (values: readonly Json[], index: number): number => {
  const value = values[index];
  if (typeof value === 'number') return Math.round(value);
  throw wrong(values, index, 'a number');
};

const positiveAt = (values: readonly Json[], index: number): number => {
  const value = integerAt(values, index);
  if (value > 0) return value;
  throw wrong(values, index, 'a positive number');
};

const encodable = (values: readonly Json[], wanted: number): string => {
  count(values, wanted);
  const text = textAt(values, 0);
  if (text.length > ENCODED_CHARS_MAX) throw new Error(`The data is over ${ENCODED_CHARS_MAX} characters.`);
  return text;
};
