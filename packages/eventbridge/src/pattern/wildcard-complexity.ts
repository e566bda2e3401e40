import type { Wildcard } from './wildcard.ts';

/**
 * The number of prefixes of the wildcards of one field that a single value can satisfy at once: the states that EventBridge's matcher
 * would have to track. `*:*:*:event-bus/*` gives 7 after a colon: four asterisks and three colons.
 *
 * After an asterisk, a match can no longer be lost, so the worst value matches all wildcards whose texts before their first
 * asterisk agree, passes all their asterisks, and ends with the text that most prefixes end with.
 *
 * @see https://github.com/aws/event-ruler#rule-complexity (`MachineComplexityEvaluator`)
 */
export const wildcardComplexity = (wildcards: readonly Wildcard[]): number => {
  const quoted = wildcards.map((parts) => parts.map((part, index) => withQuotes(part, index, parts.length)));
  const heads = quoted.map(([head = '']) => head);
  const beforeAsterisks = Math.max(...heads.flatMap((head) => beginnings(head).map((value) => countAnchored(quoted, value))));
  return Math.max(beforeAsterisks, ...heads.map((head) => countBehindAsterisks(quoted.filter(([own = '']) => head.startsWith(own)))));
};

/** The quotes around the value count as characters. */
const withQuotes = (part: string, index: number, parts: number): string =>
  `${index === 0 ? '"' : ''}${part}${index === parts - 1 ? '"' : ''}`;

/** Every prefix of `text` except the empty one. */
const beginnings = (text: string): readonly string[] => Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1));

/** The prefixes that a value satisfies while it is still inside a text before the first asterisk. */
const countAnchored = (wildcards: readonly Wildcard[], value: string): number =>
  wildcards.reduce((sum, [head = '', ...tails]) => {
    if (head.length > value.length) return sum + (head.startsWith(value) ? 1 : 0);
    if (!value.startsWith(head)) return sum;
    return sum + (head === value ? 1 : 0) + (tails.length === 0 ? 0 : 1);
  }, 0);

const countBehindAsterisks = (wildcards: readonly Wildcard[]): number => {
  const asterisks = wildcards.reduce((sum, parts) => sum + parts.length - 1, 0);
  return asterisks + mostBeginningsAtOnce(wildcards.flatMap((parts) => parts.slice(1)));
};

/** A prefix of one or more texts. */
interface Beginning {
  readonly longer: Map<string, Beginning>;
  /** The number of texts with this prefix. */
  texts: number;
  /** The longest other prefix that is a suffix of this one. */
  ending?: Beginning;
  /** The number of prefixes that are suffixes of this one, itself included. */
  count: number;
}

/** The number of prefixes of `texts` that one value can end with at once (the automaton of Aho and Corasick). */
const mostBeginningsAtOnce = (texts: readonly string[]): number => {
  const root: Beginning = { longer: new Map(), texts: 0, count: 0 };
  for (const text of texts) addText(root, text);
  let most = 0;
  const queue = [root];
  for (const from of queue) {
    for (const [unit, to] of from.longer) {
      let ending = from.ending;
      while (ending !== undefined && !ending.longer.has(unit)) ending = ending.ending;
      to.ending = ending?.longer.get(unit) ?? root;
      to.count = to.texts + to.ending.count;
      most = Math.max(most, to.count);
      queue.push(to);
    }
  }
  return most;
};

const addText = (root: Beginning, text: string): void => {
  let at = root;
  for (const unit of text.split('')) {
    let next = at.longer.get(unit);
    if (next === undefined) {
      next = { longer: new Map(), texts: 0, count: 0 };
      at.longer.set(unit, next);
    }
    next.texts += 1;
    at = next;
  }
};
