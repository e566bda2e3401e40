import type { Leaf } from './leaf.ts';
import type { Matcher } from './matcher.ts';
import { MatcherLists } from './matcher-lists.ts';
import { type Criterion, necessaryCondition } from './necessary-condition.ts';
import type { PathNode } from './scan-event.ts';

/**
 * One path that rules ask for, and what the present event has there.
 *
 * @typeParam T what is filed here and found by the leaves of an event.
 */
export class Field<T> {
  readonly path: string;
  readonly node: PathNode;
  readonly filed = new MatcherLists<T>();
  /** How many rules ask for this path. */
  uses = 0;
  /** The event that `leaves` are of. */
  event = 0;
  readonly leaves: Leaf[] = [];
  readonly #mentions = new Map<string, number>();
  readonly #mentioned = new Map<Criterion, number>();

  constructor(path: string, node: PathNode) {
    this.path = path;
    this.node = node;
  }

  /** Counts how often rules name which text, to guess which are rare. */
  mention(matchers: readonly Matcher[], count: 1 | -1): void {
    for (const matcher of matchers) {
      const condition = necessaryCondition(matcher);
      if (!('text' in condition)) continue;
      raise(this.#mentions, nameOf(condition), count);
      raise(this.#mentioned, condition.by, count);
    }
  }

  /**
   * A guess at the share of events that find what is filed under `matchers`. Texts are taken to occur in events as often
   * as in rules; Infinity if an event without this path may match, so that nothing can be found by it.
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
