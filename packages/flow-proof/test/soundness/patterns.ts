import type { JsonValue } from '@plumbline/compatibility';
import { type Choose, maybe, pick } from './choices.ts';

/** A random event pattern that often matches a value: what it asks for is mostly taken from it. */
export const randomPattern = (choose: Choose, value: JsonValue): object => {
  const names = [...Object.keys(isFields(value) ? value : {}), 'a', 'b', 'nothing'];
  const fields = Array.from({ length: 1 + choose(1) }, () => fieldOf(choose, value, pick(choose, names)));
  const pattern = Object.assign({}, ...fields) as object;
  if (choose(5) < 5) return pattern;
  return { ...pattern, $or: [randomField(choose, value, names), randomField(choose, value, names)] };
};

const randomField = (choose: Choose, value: JsonValue, names: readonly string[]): object => fieldOf(choose, value, pick(choose, names));

const fieldOf = (choose: Choose, value: JsonValue, name: string): object => {
  const child = isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  const inside = Array.isArray(child) ? pick(choose, [...(child as readonly JsonValue[]), undefined]) : child;
  // A path may be written in one name: EventBridge joins the names of a path by dots.
  const [first = name, ...rest] = maybe(choose) ? name.split('.') : [name];
  if (rest.length > 0) return { [first]: { [rest.join('.')]: listOf(choose, inside) } };
  return { [name]: isFields(inside) && choose(5) < 5 ? randomPattern(choose, inside) : listOf(choose, inside) };
};

const listOf = (choose: Choose, value: JsonValue | undefined): readonly unknown[] =>
  Array.from({ length: 1 + choose(1) }, () => matcherFor(choose, value));

const matcherFor = (choose: Choose, value: JsonValue | undefined): unknown => {
  if (choose(6) === 6) return pick(choose, OTHERS);
  if (value === undefined) return { exists: false };
  if (typeof value === 'string') return textMatcher(choose, value);
  if (typeof value === 'number') return numberMatcher(choose, value);
  return pick(choose, [isFields(value) || Array.isArray(value) ? 'x' : value, { exists: true }, { 'anything-but': ['x'] }]);
};

const textMatcher = (choose: Choose, text: string): unknown => {
  const characters = [...text];
  const at = choose(characters.length);
  const [head, tail] = [characters.slice(0, at).join(''), characters.slice(at).join('')];
  return pick<unknown>(choose, [
    text,
    { exists: true },
    ...(head === ''
      ? []
      : [{ prefix: head }, { 'anything-but': { prefix: `${head}~` } }, { prefix: { 'equals-ignore-case': head.toUpperCase() } }]),
    ...(tail === '' ? [] : [{ suffix: tail }, { suffix: { 'equals-ignore-case': tail.toLowerCase() } }]),
    { wildcard: `${head.replace(/[*\\]/g, '\\$&')}*` },
    { wildcard: `*${tail.replace(/[*\\]/g, '\\$&')}` },
    { 'equals-ignore-case': text.toUpperCase() },
    { 'equals-ignore-case': text.toLowerCase() },
    { 'anything-but': [`${text}~`, 'y'] },
    { 'anything-but': { 'equals-ignore-case': `${text}~` } },
    { 'anything-but': { wildcard: `${head.replace(/[*\\]/g, '\\$&')}~*` } },
  ]);
};

const numberMatcher = (choose: Choose, value: number): unknown =>
  pick<unknown>(choose, [
    value,
    { numeric: ['=', value] },
    { numeric: ['>=', value] },
    { numeric: ['<=', value] },
    { numeric: ['>', value - 0.5, '<', value + 0.5] },
    { 'anything-but': [value + 1] },
    { exists: true },
  ]);

const OTHERS: readonly unknown[] = [
  'delivery',
  'x',
  '',
  10,
  0,
  true,
  null,
  { exists: true },
  { exists: false },
  { prefix: 'a' },
  { 'anything-but': ['a', 'b'] },
  { numeric: ['>', 0] },
];

const isFields = (value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
