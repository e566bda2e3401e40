import { isList, isObject, type JsonValue } from './json-value.ts';

type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'each' };

/** A path into an event, as the inputs of targets use it. */
export interface JsonPath {
  /** The value at the path: a list for a path with `*`, `undefined` when the path matches nothing. */
  read(event: JsonValue): JsonValue | undefined;
}

const STEP = /\.(?<name>[^.[\]*\s]+)|\[(?<index>\d+)\]|(?<each>\.\*|\[\*\])|\['(?<quoted>[^']+)'\]/y;

/**
 * Reads a path of EventBridge's subset of JSONPath: `$`, names after dots (letters, digits, `-`, `_`, `/`), `[i]` and `*`.
 *
 * @returns `undefined` when the string is not such a path.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const jsonPath = (text: string): JsonPath | undefined => {
  if (!text.startsWith('$')) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  for (let at = 1; at < text.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const groups = STEP.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const name = groups.name ?? groups.quoted;
    if (name !== undefined) steps.push({ kind: 'name', name });
    else steps.push(groups.index === undefined ? { kind: 'each' } : { kind: 'index', index: Number(groups.index) });
  }
  return { read: (event) => follow(event, steps) };
};

const follow = (value: JsonValue, [step, ...rest]: readonly Step[]): JsonValue | undefined => {
  if (step === undefined) return value;
  if (step.kind === 'each') {
    const members = isList(value) ? value : isObject(value) ? Object.values(value) : [];
    return members.flatMap((member) => {
      const found = follow(member, rest);
      return found === undefined ? [] : rest.some(({ kind }) => kind === 'each') && isList(found) ? found : [found];
    });
  }
  const next =
    step.kind === 'index'
      ? isList(value)
        ? value[step.index]
        : undefined
      : isObject(value) && Object.hasOwn(value, step.name)
        ? value[step.name]
        : undefined;
  return next === undefined ? undefined : follow(next, rest);
};
