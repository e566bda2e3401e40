import { isObject, type JsonValue, readJson } from '@plumbline/eventbridge';

/** One corrected value: `Data.quantity` from `0` to `2`. */
export interface Change {
  readonly path: string;
  /** As JSON; `undefined`: it was, or is, not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Sets values in a message by `path=value`, such as `Data.quantity=2`. A value that is not JSON is text.
 *
 * @throws Error for text that is not `path=value`, or a path through a value that is not an object
 */
export const withValues = (text: string, settings: readonly string[]): string => {
  const message = readJson(text) as JsonValue;
  for (const setting of settings) {
    const [, path, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (path === undefined || value === undefined)
      throw new Error(`"${setting}" is not a correction. Write a path and a value, such as Data.quantity=2.`);
    setAt(message, path.split('.'), valueOfText(value), path);
  }
  return JSON.stringify(message);
};

const valueOfText = (text: string): JsonValue => {
  try {
    return readJson(text) as JsonValue;
  } catch {
    return text;
  }
};

const setAt = (at: JsonValue | undefined, [name = '', ...rest]: readonly string[], value: JsonValue, path: string): void => {
  if (!isObject(at)) throw new Error(`The path ${path} leads through a value that is not an object.`);
  const members = at as Record<string, JsonValue>;
  if (rest.length === 0) members[name] = value;
  else setAt(members[name], rest, value, path);
};

/** The values that differ between two messages, by path. */
export const changesBetween = (before: string, after: string): readonly Change[] => {
  const [old, now] = [leaves(readJson(before) as JsonValue, ''), leaves(readJson(after) as JsonValue, '')];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths.filter((path) => old.get(path) !== now.get(path)).map((path) => ({ path, before: old.get(path), after: now.get(path) }));
};

const leaves = (value: JsonValue | undefined, path: string): ReadonlyMap<string, string> => {
  const inner = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : undefined;
  if (inner === undefined) return new Map([[path, JSON.stringify(value)]]);
  return new Map(inner.flatMap(([name, one]) => [...leaves(one, path === '' ? String(name) : `${path}.${name}`)]));
};

/** Such as `Data.quantity: 0 -> 2`. */
export const drawChange = ({ path, before = 'missing', after = 'removed' }: Change): string => `${path}: ${before} -> ${after}`;
