import type { JsonSchema, JsonValue } from '@plumbline/compatibility';
import { type Choose, maybe, pick, some } from './choices.ts';

/** A schema, and how to write a value of it. */
export interface Written {
  readonly schema: JsonSchema;
  readonly write: (choose: Choose) => JsonValue;
}

type Make = (choose: Choose, depth: number) => Written;

const SCALARS: readonly JsonValue[] = ['delivery', 'self_delivery', 'pick_up', '', 'É', 'ß', '10', 10, 0, 2.5, -3, true, false, null];
/** Patterns with texts in which they are found. */
const PATTERNS: readonly (readonly [pattern: string, texts: readonly string[]])[] = [
  ['^[A-Z]{3}$', ['EUR', 'USD', 'AAA']],
  ['^1\\.\\d+$', ['1.0', '1.25']],
  ['b+', ['abc', 'b', 'xbb']],
  ['^a|z$', ['abc', 'xyz', 'a', 'z']],
  ['^(?!x)[a-z]+$', ['abc', 'yx']],
  ['(^a|b)$', ['a', 'xb', 'b']],
  ['^(?:ab$|c)', ['ab', 'cd']],
  ['\\bfoo\\b', ['foo', 'a foo b']],
  ['^\\p{L}+$', ['héllo', 'abc', 'ß']],
  ['^.{2}$', ['ab', '🍕é']],
  ['^[^a]$', ['🍕', 'b']],
  ['^(a)\\1$', ['aa']],
  ['^\\d{4}-\\d{2}$', ['2026-01', '1999-12']],
  ['', ['anything', '']],
];
const NAMES = ['a', 'b', 'c', 'a.b'] as const;

const listed: Make = (choose) => {
  const values = some(choose, SCALARS);
  return { schema: { enum: values }, write: (again) => pick(again, values) };
};
const always: Make = (choose) => {
  const value = pick(choose, SCALARS);
  return { schema: { const: value }, write: () => value };
};
const truth: Make = () => ({ schema: { type: 'boolean' }, write: maybe });
const nothing: Make = () => ({ schema: { type: 'null' }, write: () => null });

/** Of which every value can be listed. */
const CLOSED: readonly Make[] = [listed, always, truth, nothing];

const OPEN: readonly Make[] = [
  (choose) => {
    const [pattern, texts] = pick(choose, PATTERNS);
    return { schema: { type: 'string', pattern }, write: (again) => pick(again, texts) };
  },
  (choose) => {
    const minLength = choose(2);
    const maxLength = minLength + choose(2);
    return {
      schema: { type: 'string', minLength, maxLength },
      write: (again) =>
        Array.from({ length: minLength + again(maxLength - minLength) }, () => pick(again, ['a', 'B', '🍕', 'É', '.'])).join(''),
    };
  },
  (choose) => {
    const minimum = choose(10) - 5;
    const maximum = minimum + choose(5);
    return { schema: { type: 'integer', minimum, maximum }, write: (again) => minimum + again(maximum - minimum) };
  },
  (choose) => {
    const low = choose(10) - 5;
    const [from, to] = [
      pick(choose, [{ minimum: low }, { exclusiveMinimum: low }]),
      pick(choose, [{ maximum: low + 2 }, { exclusiveMaximum: low + 2 }]),
    ];
    return {
      schema: { type: 'number', ...from, ...to },
      write: (again) => low + pick(again, [1, 0.5, 1.999_999, 0.000_001, 0.123_456_789]),
    };
  },
  (choose) => {
    const multipleOf = pick(choose, [2, 5, 0.5, 0.1]);
    return { schema: { type: 'number', multipleOf, minimum: 0 }, write: (again) => Number((multipleOf * again(12)).toFixed(1)) };
  },
  () => ({ schema: { type: 'string', format: 'date' }, write: (again) => `2026-01-1${again(9)}` }),
  () => ({ schema: true, write: (again) => pick<JsonValue>(again, ['x', 1, null, { a: 'x' }, [], ['x', 1]]) }),
];

const NESTED: readonly Make[] = [
  (choose, depth) => object(choose, depth, [...CLOSED, ...OPEN, ...NESTED]),
  (choose, depth) => {
    const item = make(choose, depth - 1, [...CLOSED, ...OPEN, ...NESTED]);
    const minItems = choose(1);
    return {
      schema: { type: 'array', items: item.schema, minItems, maxItems: minItems + 2 },
      write: (again) => Array.from({ length: minItems + again(2) }, () => item.write(again)),
    };
  },
  (choose, depth) => {
    const [one, other] = [make(choose, depth - 1, [...CLOSED, ...OPEN, ...NESTED]), make(choose, depth - 1, [...CLOSED, ...OPEN])];
    return {
      schema: { type: 'array', prefixItems: [one.schema], items: other.schema, minItems: 1 },
      write: (again) => [one.write(again), ...(maybe(again) ? [other.write(again)] : [])],
    };
  },
  union([...CLOSED, ...OPEN]),
];

function union(kinds: readonly Make[]): Make {
  return (choose, depth) => {
    const members = [make(choose, depth - 1, kinds), make(choose, depth - 1, kinds)];
    return { schema: { anyOf: members.map(({ schema }) => schema) }, write: (again) => pick(again, members).write(again) };
  };
}

const make = (choose: Choose, depth: number, kinds: readonly Make[]): Written =>
  pick(choose, depth > 0 ? kinds : kinds.filter((kind) => !NESTED.includes(kind)))(choose, depth);

const object = (choose: Choose, depth: number, kinds: readonly Make[]): Written => {
  const fields = some(choose, NAMES).map((name) => ({ name, required: maybe(choose), of: make(choose, depth - 1, kinds) }));
  const additional = choose(3) === 3 ? make(choose, 0, OPEN) : undefined;
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(fields.map(({ name, of }) => [name, of.schema])),
      required: fields.filter(({ required }) => required).map(({ name }) => name),
      ...(additional !== undefined && { additionalProperties: additional.schema }),
    },
    write: (again) => ({
      ...Object.fromEntries(fields.flatMap(({ name, required, of }) => (required || maybe(again) ? [[name, of.write(again)]] : []))),
      ...(additional !== undefined && maybe(again) && { other: additional.write(again) }),
    }),
  };
};

/** What an event may be: an object of whatever contracts are made of. */
export const randomEvent = (choose: Choose): Written => object(choose, 3, [...CLOSED, ...OPEN, ...NESTED]);

/** A field of a closed schema; every value that it may have, `undefined` for none. */
export interface ClosedEvent {
  readonly schema: JsonSchema;
  readonly values: readonly JsonValue[];
}

/** An object whose every value can be listed. */
export const randomClosedEvent = (choose: Choose): ClosedEvent => {
  const fields = some(choose, ['a', 'b', 'c']).map((name) => {
    const kinds = Array.from({ length: 1 + choose(1) }, () => closedValues(choose));
    return {
      name,
      required: maybe(choose),
      schema: { anyOf: kinds.map(({ schema }) => schema) },
      values: kinds.flatMap(({ values }) => values),
    };
  });
  const values = fields.reduce<readonly (readonly (readonly [string, JsonValue])[])[]>(
    (events, { name, required, values }) =>
      events.flatMap((event) => [...(required ? [] : [event]), ...values.map((value) => [...event, [name, value] as const])]),
    [[]],
  );
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
      required: fields.filter(({ required }) => required).map(({ name }) => name),
    },
    values: values.map((event) => Object.fromEntries(event)),
  };
};

const closedValues = (choose: Choose): { readonly schema: JsonSchema; readonly values: readonly JsonValue[] } => {
  const kind = choose(2);
  if (kind === 0) return { schema: { type: 'boolean' }, values: [true, false] };
  if (kind === 1) return { schema: { type: 'null' }, values: [null] };
  const values = some(choose, SCALARS).slice(0, 3);
  return { schema: { enum: values }, values };
};
