import type { Leaf } from './leaf.ts';
import type { Matcher } from './matcher.ts';
import { type Criterion, criterionText, type NecessaryCondition, necessaryCondition } from './necessary-condition.ts';
import { RangeList } from './range-list.ts';
import { TextLists } from './text-lists.ts';

/**
 * The entries filed under the matchers of one path, by the necessary condition of each matcher. A leaf finds every entry that it fits and
 * few others; entries that it can't fit cost nothing.
 */
export class MatcherLists<T> {
  readonly #ranges = new RangeList<T>();
  readonly #texts: TextFiling<T>[] = [];
  readonly #present: T[] = [];

  add(matcher: Matcher, value: T): void {
    const condition = necessaryCondition(matcher);
    if (condition.by === 'range') this.#ranges.add(condition.low, condition.high, value);
    else if (condition.by === 'presence') this.#present.push(value);
    else {
      let filing = this.#texts.find(({ by }) => by === condition.by);
      if (filing === undefined) {
        filing = { by: condition.by, lists: new TextLists() };
        this.#texts.push(filing);
      }
      filing.lists.add(condition.text, value);
    }
  }

  remove(matcher: Matcher, value: T): void {
    const condition: NecessaryCondition = necessaryCondition(matcher);
    if (condition.by === 'range') this.#ranges.remove(condition.low, condition.high, value);
    else if (condition.by === 'presence') {
      const at = this.#present.indexOf(value);
      if (at !== -1) this.#present.splice(at, 1);
    } else {
      const at = this.#texts.findIndex(({ by }) => by === condition.by);
      this.#texts[at]?.lists.remove(condition.text, value);
      if (this.#texts[at]?.lists.isEmpty) this.#texts.splice(at, 1);
    }
  }

  visit(leaf: Leaf, visit: (value: T) => void): void {
    for (const { by, lists } of this.#texts) {
      const text = criterionText(by, leaf);
      if (text !== undefined) visitTexts(lists, by, text, visit);
    }
    if (!this.#ranges.isEmpty && leaf.number !== undefined) this.#ranges.visit(leaf.number, visit);
    for (let at = 0; at < this.#present.length; at += 1) visit(this.#present[at] as T);
  }
}

/** The entries filed by one criterion. */
interface TextFiling<T> {
  readonly by: Criterion;
  readonly lists: TextLists<T>;
}

const visitTexts = <T>(lists: TextLists<T>, by: Criterion, text: string, visit: (value: T) => void): void => {
  if (by === 'beginning' || by === 'fold-beginning' || by === 'network') lists.visitBeginnings(text, visit);
  else if (by === 'ending' || by === 'fold-ending') lists.visitEndings(text, visit);
  else lists.visitEqual(text, visit);
};
