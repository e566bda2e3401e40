import { caseFold } from './ignore-case.ts';
import type { Leaf } from './leaf.ts';
import type { Matcher } from './matcher.ts';

/** A condition that holds for every leaf that a matcher matches, and that the index can look up. */
export type NecessaryCondition =
  | { readonly by: Criterion; readonly text: string }
  | { readonly by: 'range'; readonly low: number; readonly high: number }
  | { readonly by: 'presence' };

/** The string that a leaf is compared with, and the part of the leaf. */
export type Criterion = 'text' | 'beginning' | 'ending' | 'fold' | 'fold-beginning' | 'fold-ending' | 'scalar' | 'address' | 'network';

/** The most selective condition of `matcher`. An absent field has none, because it has no leaf. */
export const necessaryCondition = (matcher: Matcher): NecessaryCondition => {
  switch (matcher.kind) {
    case 'string':
      return { by: 'text', text: matcher.value };
    case 'literal':
      return { by: 'scalar', text: matcher.value };
    case 'number':
      return matcher.value === undefined
        ? { by: 'scalar', text: matcher.text ?? '' }
        : { by: 'range', low: matcher.value, high: matcher.value };
    case 'address':
      return { by: 'address', text: matcher.bits };
    case 'network':
      return { by: 'network', text: matcher.bits };
    case 'range':
      return { by: 'range', low: matcher.low?.value ?? -Infinity, high: matcher.high?.value ?? Infinity };
    case 'prefix':
      return { by: 'beginning', text: matcher.value };
    case 'suffix':
      return { by: 'ending', text: matcher.value };
    case 'ignore-case':
      return { by: FOLDED[matcher.part], text: caseFold(matcher.value) };
    case 'wildcard': {
      const [first = ''] = matcher.parts;
      const last = matcher.parts.at(-1) ?? '';
      if (matcher.parts.length === 1) return { by: 'text', text: first };
      return first.length >= last.length ? { by: 'beginning', text: first } : { by: 'ending', text: last };
    }
    default:
      return { by: 'presence' };
  }
};

const FOLDED = { whole: 'fold', prefix: 'fold-beginning', suffix: 'fold-ending' } as const;

/** The string of a leaf that a criterion reads; undefined if the leaf has none. */
export const criterionText = (by: Criterion, leaf: Leaf): string | undefined => {
  switch (by) {
    case 'address':
    case 'network':
      return leaf.address;
    case 'scalar':
      return leaf.isString ? undefined : leaf.text;
    case 'text':
    case 'beginning':
    case 'ending':
      return leaf.isString ? leaf.text : undefined;
    default:
      return leaf.isString ? leaf.folded : undefined;
  }
};
