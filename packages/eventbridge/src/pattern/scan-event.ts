import { type ArrayElement, Leaf } from './leaf.ts';

/** A place in events that a rule uses, or that leads to such a place. */
export interface PathNode {
  readonly children: Map<string, PathNode>;
  /** Called with each scalar at this very path. */
  collect?: ((leaf: Leaf) => void) | undefined;
}

/**
 * Walks the text of an event and passes on the leaves below `root`. It skips every value that no path leads to
 * without parsing it. Arrays of any depth do not count as steps of a path, keys with dots count as several, and each of a repeated
 * key's values counts.
 *
 * @param event a JSON object. Parts that are skipped are not checked.
 * @throws SyntaxError if it is not a JSON object.
 */
export const scanEvent = (event: string, root: PathNode): void => {
  const start = skipSpace(event, 0);
  if (event.charCodeAt(start) !== OPEN_OBJECT) throw broken(start);
  scanObject(event, start + 1, root, undefined);
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const DOT = 0x2e;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SPACE = 0x20;

/** Each of these functions takes the start of a value and returns the position after it. */
const scanObject = (event: string, start: number, node: PathNode, element: ArrayElement | undefined): number => {
  let at = skipSpace(event, start);
  if (event.charCodeAt(at) === CLOSE_OBJECT) return at + 1;
  for (;;) {
    if (event.charCodeAt(at) !== QUOTE) throw broken(at);
    const keyStart = at + 1;
    let escaped = false;
    let dotted = false;
    let unit = event.charCodeAt(++at);
    while (unit !== QUOTE) {
      if (unit === BACKSLASH) {
        escaped = true;
        at += 1;
      } else if (unit === DOT) dotted = true;
      else if (Number.isNaN(unit)) throw broken(at);
      unit = event.charCodeAt(++at);
    }
    const child = escaped || dotted ? childAlong(node, keyText(event, keyStart, at)) : node.children.get(event.slice(keyStart, at));
    at = skipSpace(event, at + 1);
    if (event.charCodeAt(at) !== COLON) throw broken(at);
    at = skipSpace(event, at + 1);
    at = child === undefined ? skipValue(event, at) : scanValue(event, at, child, element);
    at = skipSpace(event, at);
    const separator = event.charCodeAt(at);
    if (separator === CLOSE_OBJECT) return at + 1;
    if (separator !== COMMA) throw broken(at);
    at = skipSpace(event, at + 1);
  }
};

const keyText = (event: string, start: number, end: number): string => parsed(event.slice(start - 1, end + 1));

const childAlong = (node: PathNode, key: string): PathNode | undefined => {
  let at: PathNode | undefined = node;
  for (const step of key.split('.')) at = at?.children.get(step);
  return at;
};

const scanValue = (event: string, at: number, node: PathNode, element: ArrayElement | undefined): number => {
  switch (event.charCodeAt(at)) {
    case OPEN_OBJECT:
      return node.children.size === 0 ? skipNested(event, at) : scanObject(event, at + 1, node, element);
    case OPEN_ARRAY:
      return scanArray(event, at + 1, node, element);
    case QUOTE:
      return node.collect === undefined ? skipString(event, at + 1) : scanString(event, at + 1, node.collect, element);
    default: {
      const end = skipWord(event, at);
      node.collect?.(new Leaf(false, event.slice(at, end), element));
      return end;
    }
  }
};

/** A scalar in an array does not belong to an element of it: array consistency applies to objects and arrays only. */
const scanArray = (event: string, start: number, node: PathNode, element: ArrayElement | undefined): number => {
  const array = {};
  let at = skipSpace(event, start);
  if (event.charCodeAt(at) === CLOSE_ARRAY) return at + 1;
  for (;;) {
    const unit = event.charCodeAt(at);
    const nested = unit === OPEN_OBJECT || unit === OPEN_ARRAY;
    at = skipSpace(event, scanValue(event, at, node, nested ? { array, outer: element } : element));
    const separator = event.charCodeAt(at);
    if (separator === CLOSE_ARRAY) return at + 1;
    if (separator !== COMMA) throw broken(at);
    at = skipSpace(event, at + 1);
  }
};

const scanString = (event: string, start: number, collect: (leaf: Leaf) => void, element: ArrayElement | undefined): number => {
  const end = skipString(event, start);
  const text = event.slice(start, end - 1);
  collect(new Leaf(true, text.includes('\\') ? parsed(`"${text}"`) : text, element));
  return end;
};

const parsed = (json: string): string => {
  const value: unknown = JSON.parse(json);
  return String(value);
};

const skipValue = (event: string, at: number): number => {
  switch (event.charCodeAt(at)) {
    case OPEN_OBJECT:
    case OPEN_ARRAY:
      return skipNested(event, at);
    case QUOTE:
      return skipString(event, at + 1);
    default:
      return skipWord(event, at);
  }
};

/** Skips an object or array. It counts brackets instead of recursing, so that it handles any depth. */
const skipNested = (event: string, start: number): number => {
  let at = start;
  let depth = 0;
  do {
    const unit = event.charCodeAt(at);
    at += 1;
    if (unit === QUOTE) at = skipString(event, at);
    else if (unit === OPEN_OBJECT || unit === OPEN_ARRAY) depth += 1;
    else if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) depth -= 1;
    else if (Number.isNaN(unit)) throw broken(at);
  } while (depth > 0);
  return at;
};

const skipString = (event: string, start: number): number => {
  let end = event.indexOf('"', start);
  while (end !== -1 && isEscaped(event, start, end)) end = event.indexOf('"', end + 1);
  if (end === -1) throw broken(event.length);
  return end + 1;
};

/** Whether an odd number of backslashes is before `at`. */
const isEscaped = (event: string, start: number, at: number): boolean => {
  let before = at;
  while (before > start && event.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 1;
};

/** Skips a number, `true`, `false` or `null`. */
const skipWord = (event: string, start: number): number => {
  let at = start;
  for (let unit = event.charCodeAt(at); unit > SPACE && !endsWord(unit); unit = event.charCodeAt(at)) at += 1;
  if (at === start) throw broken(at);
  return at;
};

const endsWord = (unit: number): boolean => unit === COMMA || unit === CLOSE_OBJECT || unit === CLOSE_ARRAY;

const skipSpace = (event: string, start: number): number => {
  let at = start;
  while (event.charCodeAt(at) <= SPACE) at += 1;
  return at;
};

const broken = (at: number): SyntaxError => new SyntaxError(`The event is not a JSON object: unexpected character at position ${at + 1}.`);
