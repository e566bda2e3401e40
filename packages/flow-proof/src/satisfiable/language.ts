import { CharSet, type Concatenation, DFA, isDisjointWith, JS, NFA, type NoParent, TooManyNodesError } from 'refa';
import { atMost, type Verdict } from './verdict.ts';

/** A set of strings. A set that is not exact may contain further strings. */
export interface Language {
  readonly nfa: NFA;
  readonly exact: boolean;
}

/** The limit for the size of automata. Beyond it, the answer stays `maybe`. */
const NODES_MAX = 2_000;
/** Characters are code points, as in JSON Schema's patterns and lengths. */
const MAX_CHARACTER = 0x10ffff;
const ANYTHING: NoParent<Concatenation>['elements'][number] = {
  type: 'Quantifier',
  min: 0,
  max: Number.POSITIVE_INFINITY,
  lazy: false,
  alternatives: [{ type: 'Concatenation', elements: [{ type: 'CharacterClass', characters: CharSet.all(MAX_CHARACTER) }] }],
};

/**
 * The strings in which a JavaScript regular expression finds a match, as in JSON Schema's `pattern`.
 *
 * @returns `undefined` for an expression that is too complex, or not valid
 */
export const patternLanguage = (source: string): Language | undefined =>
  unlessTooComplex(() => {
    const { expression } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse({ assertions: 'parse', backreferences: 'throw' });
    const whole = expression.alternatives.map(withoutEdges);
    const exact = !whole.some(({ elements }) => elements.some(hasAssertion));
    return {
      nfa: NFA.fromRegex(whole, { maxCharacter: MAX_CHARACTER }, { assertions: 'ignore' }, new NFA.LimitedNodeFactory(NODES_MAX)),
      exact,
    };
  });

/** An expression without an anchor may have any string before or after its match. */
const withoutEdges = ({ elements }: NoParent<Concatenation>): NoParent<Concatenation> => {
  const atStart = isEdge(elements[0], 'behind');
  const atEnd = isEdge(elements.at(-1), 'ahead');
  const inner = elements.slice(atStart ? 1 : 0, atEnd ? -1 : undefined);
  return { type: 'Concatenation', elements: [...(atStart ? [] : [ANYTHING]), ...inner, ...(atEnd ? [] : [ANYTHING])] };
};

type Element = NoParent<Concatenation>['elements'][number];

/** Translates `^` to "no character before", and `$` to "no character after". */
const isEdge = (element: Element | undefined, kind: 'ahead' | 'behind'): boolean =>
  element?.type === 'Assertion' &&
  element.negate &&
  element.kind === kind &&
  element.alternatives.every(({ elements }) => elements.length === 1);

const hasAssertion = (element: Element): boolean =>
  element.type === 'Assertion' || ('alternatives' in element && element.alternatives.some(({ elements }) => elements.some(hasAssertion)));

/** The complement of a language; known only for an exact one. */
export const complement = ({ nfa, exact }: Language): Language | undefined =>
  exact
    ? unlessTooComplex(() => {
        const dfa = DFA.fromFA(nfa, new DFA.LimitedNodeFactory(NODES_MAX));
        dfa.complement();
        return { nfa: NFA.fromFA(dfa), exact };
      })
    : undefined;

/** Whether languages have a string in common. Ignores unknown languages. */
export const overlap = (languages: readonly (Language | undefined)[]): Verdict => {
  const known = languages.filter((language) => language !== undefined);
  const exact = known.length === languages.length && known.every((language) => language.exact);
  const [first, ...others] = known;
  if (first === undefined) return atMost(exact, 'yes');
  const verdict = unlessTooComplex((): Verdict => {
    const last = others.pop();
    let nfa = first.nfa;
    for (const other of others) nfa = NFA.fromIntersection(nfa, other.nfa, new NFA.LimitedNodeFactory(NODES_MAX));
    return (last === undefined ? nfa.isEmpty : isDisjointWith(nfa, last.nfa, NODES_MAX)) ? 'no' : 'yes';
  });
  return atMost(exact, verdict ?? 'maybe');
};

const unlessTooComplex = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooManyNodesError || error instanceof SyntaxError || isUnsupported(error)) return undefined;
    throw error;
  }
};

/** refa rejects expressions that are not regular, such as back references. */
const isUnsupported = (error: unknown): boolean => error instanceof Error && /[Bb]ackreference|unknown|assertion/.test(error.message);
