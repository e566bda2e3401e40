import type { Matcher } from './matcher.ts';
import { patternError } from './pattern-error.ts';
import { PatternReader } from './pattern-reader.ts';
import { readMatcher } from './read-matcher.ts';
import { wildcardComplexity } from './wildcard-complexity.ts';

/** One way to satisfy a pattern: a list of matchers for each path, keys joined by dots. All paths must be satisfied. */
export type Alternative = ReadonlyMap<string, readonly Matcher[]>;

/** "The number of `$or` combinations": https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const COMBINATIONS_MAX = 1_000;

/** The limit that event-ruler recommends for a rule: https://github.com/aws/event-ruler#rule-complexity */
const COMPLEXITY_MAX = 10;

/** Names that may not be fields inside `$or`: event-ruler's `Constants.RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP`. */
const RESERVED = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard ' +
    'not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ip-address-in-range ' +
    'ip-address-not-in-range'
  ).split(' '),
);

/**
 * Reads the text of an event pattern and expands `$or`: an event that satisfies one of the alternatives matches.
 *
 * @throws EventPatternError with EventBridge's message.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export const compilePattern = (text: string): readonly Alternative[] => {
  const reader = new PatternReader(text);
  if (reader.next() !== '{') throw reader.error('Filter is not an object');
  const alternatives = new Compiler(reader).readObject([new Map()], undefined, false);
  for (const alternative of alternatives) {
    for (const matchers of alternative.values()) checkComplexity(matchers);
  }
  return alternatives;
};

class Compiler {
  readonly #reader: PatternReader;
  #combinations = 1;

  constructor(reader: PatternReader) {
    this.#reader = reader;
  }

  /** Adds the fields of the object that was just opened to each of `alternatives`. A later field overrides an earlier one. */
  readObject(alternatives: readonly Fields[], path: string | undefined, inOr: boolean): readonly Fields[] {
    const reader = this.#reader;
    let result = alternatives;
    let empty = true;
    while (reader.next() !== '}') {
      empty = false;
      const key = reader.text;
      if (key === '$or') {
        result = this.#readOr(result, path);
        continue;
      }
      if (inOr && RESERVED.has(key)) throw reader.error(`${key} is Ruler reserved fieldName which cannot be used inside $or.`);
      const field = path === undefined ? key : `${path}.${key}`;
      const token = reader.next();
      if (token === '{') result = this.readObject(result, field, inOr);
      else if (token === '[') {
        const matchers = this.#readList();
        for (const alternative of result) alternative.set(field, matchers);
      } else throw reader.error(`"${key}" must be an object or an array`);
    }
    if (empty) throw reader.error('Empty objects are not allowed');
    return result;
  }

  #readOr(alternatives: readonly Fields[], path: string | undefined): readonly Fields[] {
    const reader = this.#reader;
    if (reader.next() !== '[') throw reader.error('It must be an Array followed with $or.');
    const result: Fields[] = [];
    let objects = 0;
    for (let token = reader.next(); token !== ']'; token = reader.next()) {
      objects += 1;
      if (token !== '{') throw reader.error('Only JSON object is allowed in array of $or relationship.');
      const copies = alternatives.map((alternative) => new Map(alternative));
      result.push(...this.readObject(copies, path, true));
      this.#checkCombinations(result.length);
    }
    if (objects < 2) throw reader.error('There must have at least 2 Objects in $or relationship.');
    this.#combinations *= objects;
    this.#checkCombinations(this.#combinations);
    return result;
  }

  #readList(): readonly Matcher[] {
    const reader = this.#reader;
    const matchers: Matcher[] = [];
    for (let token = reader.next(); token !== ']'; token = reader.next()) matchers.push(readMatcher(reader, token));
    if (matchers.length === 0) throw reader.error('Empty arrays are not allowed');
    return matchers;
  }

  /** AWS documents the limit but not the text of its error. */
  #checkCombinations(combinations: number): void {
    if (combinations > COMBINATIONS_MAX)
      throw patternError(`Rule is too complex - $or makes more than ${COMBINATIONS_MAX} combinations of fields`);
  }
}

type Fields = Map<string, readonly Matcher[]>;

const checkComplexity = (matchers: readonly Matcher[]): void => {
  const wildcards = matchers.flatMap((matcher) => (matcher.kind === 'wildcard' ? [matcher.parts] : []));
  if (wildcards.length > 0 && wildcardComplexity(wildcards) > COMPLEXITY_MAX)
    throw patternError(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    );
};
