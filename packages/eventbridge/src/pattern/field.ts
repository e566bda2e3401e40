import type { Leaf } from './leaf.ts';
import type { Matcher } from './matcher.ts';
import { MatcherLists } from './matcher-lists.ts';
import { type Criterion, necessaryCondition } from './necessary-condition.ts';
import type { PathNode } from './scan-event.ts';

/**
 * One path that rules use, and the leaves of the current event at that path.
 *
 * @typeParam T the entries that are filed here and that the leaves of an event find.
 */
export class Field<T> {
  readonly path: string;
  readonly node: PathNode;
  readonly filed = new MatcherLists<T>();
  /** The number of rules that use this path. */
  uses = 0;
  /** The event that `leaves` belong to. */
  event = 0;
  readonly leaves: Leaf[] = [];
  readonly #mentions = new Map<string, number>();
  readonly #mentioned = new Map<Criterion, number>();

  constructor(path: string, node: PathNode) {
    this.path = path;
    this.node = node;
  }

  /** Counts how often rules name each string, to estimate which strings are rare. */
  mention(matchers: readonly Matcher[], count: 1 | -1): void {
    for (const matcher of matchers) {
      const condition = necessaryCondition(matcher);
      if (!('text' in condition)) continue;
      raise(this.#mentions, nameOf(condition), count);
      raise(this.#mentioned, condition.by, count);
    }
  }

  /**
   * Estimates the share of events that find the entries under `matchers`, assuming that strings occur in events as often
   * as in rules. Infinity if an event without this path may match, because then no entry can be found by it.
   */
  likelihood(matchers: readonly Matcher[]): number {
    return matchers.reduce((sum, matcher) => sum + this.#likelihoodOf(matcher), 0);
  }

  #likelihoodOf(matcher: Matcher): number {
    if (matcher.kind === 'absent') return Infinity;
    const condition = necessaryCondition(matcher);
    if (condition.by === 'presence') return LIKELY;
    if (condition.by === 'range') return condition.low === condition.high ? SELDOM : HALF;
    const share = (this.#mentions.get(nameOf(condition)) ?? 0) / (this.#mentioned.get(condition.by) ?? 1);
    if (isWhole(condition.by)) return share;
    return Math.max(Math.min(share, HALF), (condition.by === 'network' ? HALF : FIFTH) ** condition.text.length);
  }
}

const SELDOM = 0.1;
const FIFTH = 0.2;
const HALF = 0.5;
const LIKELY = 0.9;

const isWhole = (by: Criterion): boolean => by === 'text' || by === 'fold' || by === 'address' || by === 'scalar';

const nameOf = (condition: { readonly by: Criterion; readonly text: string }): string => `${condition.by} ${condition.text}`;

const raise = <K>(counts: Map<K, number>, key: K, by: number): void => {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
};
