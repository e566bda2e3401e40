import { type Alternative, compilePattern } from './pattern/compile-pattern.ts';
import { consistentChoice } from './pattern/consistent-choice.ts';
import type { IndexedAlternative, IndexedRule } from './pattern/indexed-rule.ts';
import type { Requirement } from './pattern/requirement.ts';
import { RulePaths } from './pattern/rule-paths.ts';

/** The event patterns of many rules. Patterns that an event can't match cost nothing. */
export interface RuleIndex<T> {
  /**
   * Adds a rule and replaces the one with the same key.
   *
   * @throws EventPatternError; the index then stays unchanged.
   */
  add(key: string, pattern: string, value: T): void;
  remove(key: string): void;
  /** The values of the rules that the event matches, in the order in which they were added. `eventText` is a JSON object. */
  match(eventText: string): readonly T[];
}

/**
 * An index for the rules of one bus, matching events as EventBridge does.
 *
 * @example
 * ```ts
 * const rules = ruleIndex<string>();
 * rules.add('large', '{"detail": {"total": [{"numeric": [">", 100]}]}}', 'large order');
 * rules.match('{"detail": {"total": 120}}'); // ['large order']
 * ```
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export const ruleIndex = <T>(): RuleIndex<T> => new Rules();

/** @throws EventPatternError with EventBridge's message if the pattern is invalid. */
export const validatePattern = (pattern: string): void => void compilePattern(pattern);

/** Whether one event matches one pattern. For many events use `patternMatcher`. */
export const matchesPattern = (pattern: string, eventText: string): boolean => patternMatcher(pattern)(eventText);

/** Reads a pattern once, for many events. */
export const patternMatcher = (pattern: string): ((eventText: string) => boolean) => {
  const index = ruleIndex<true>();
  index.add('', pattern, true);
  return (eventText) => index.match(eventText).length > 0;
};

type Filed<T> = IndexedAlternative<T>;

class Rules<T> implements RuleIndex<T> {
  readonly #rules = new Map<string, IndexedRule<T>>();
  readonly #paths = new RulePaths<Filed<T>>();
  /** Alternatives that an event may match because a field is missing. */
  readonly #unfiled = new Set<Filed<T>>();
  #added = 0;
  /** The number of rules at the last refiling. */
  #filedAt = 0;

  add(key: string, pattern: string, value: T): void {
    const compiled = compilePattern(pattern);
    this.remove(key);
    const alternatives: Filed<T>[] = [];
    const rule: IndexedRule<T> = { value, order: this.#added, alternatives, matched: 0 };
    this.#added += 1;
    for (const alternative of compiled) {
      const filed: Filed<T> = { rule, requirements: this.#requirements(alternative), access: undefined, tried: 0 };
      alternatives.push(filed);
      this.#file(filed);
    }
    this.#rules.set(key, rule);
    if (this.#rules.size >= 2 * this.#filedAt) this.#fileAnew();
  }

  remove(key: string): void {
    const rule = this.#rules.get(key);
    if (rule === undefined) return;
    this.#rules.delete(key);
    for (const alternative of rule.alternatives) {
      this.#unfile(alternative);
      for (const requirement of alternative.requirements) this.#paths.release(requirement);
    }
  }

  match(eventText: string): readonly T[] {
    const event = this.#paths.read(eventText);
    const matched: IndexedRule<T>[] = [];
    const attempt = (alternative: Filed<T>): void => {
      const { rule } = alternative;
      if (alternative.tried === event || rule.matched === event) return;
      alternative.tried = event;
      if (!isSatisfied(alternative.requirements, event)) return;
      rule.matched = event;
      matched.push(rule);
    };
    for (const alternative of this.#unfiled) attempt(alternative);
    for (const { filed, leaves } of this.#paths.found) {
      for (const leaf of leaves) filed.visit(leaf, attempt);
    }
    return matched.sort((a, b) => a.order - b.order).map(({ value }) => value);
  }

  #requirements(alternative: Alternative): readonly Requirement<Filed<T>>[] {
    const paths = [...alternative].sort(([a], [b]) => (a < b ? -1 : 1));
    return paths.map(([path, matchers]) => this.#paths.require(path, matchers));
  }

  /** Files an alternative under the requirement that, by estimate, the fewest events satisfy. */
  #file(alternative: Filed<T>): void {
    let least = Infinity;
    for (const requirement of alternative.requirements) {
      const likelihood = requirement.field.likelihood(requirement.matchers);
      if (likelihood >= least) continue;
      least = likelihood;
      alternative.access = requirement;
    }
    const { access } = alternative;
    if (access === undefined) this.#unfiled.add(alternative);
    else for (const matcher of access.matchers) access.field.filed.add(matcher, alternative);
  }

  #unfile(alternative: Filed<T>): void {
    const { access } = alternative;
    alternative.access = undefined;
    if (access === undefined) this.#unfiled.delete(alternative);
    else for (const matcher of access.matchers) access.field.filed.remove(matcher, alternative);
  }

  /** More rules give a better estimate of which strings are rare. Refiling at each doubling of the number costs little. */
  #fileAnew(): void {
    this.#filedAt = this.#rules.size;
    for (const { alternatives } of this.#rules.values()) {
      for (const alternative of alternatives) {
        this.#unfile(alternative);
        this.#file(alternative);
      }
    }
  }
}

const isSatisfied = (requirements: readonly Requirement[], event: number): boolean => {
  let depending = 0;
  let missing = false;
  for (const requirement of requirements) {
    const outcome = requirement.outcome(event);
    if (outcome === 'no') return false;
    if (outcome === 'yes') continue;
    depending += 1;
    missing ||= requirement.elements.length === 0;
  }
  return depending === 0 || (depending === 1 && !missing) || consistentChoice(requirements, event);
};
