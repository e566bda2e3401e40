import type { Matcher } from '@plumbline/eventbridge';
import { complement, type Language, patternLanguage } from './language.ts';

/**
 * The strings that a pattern's matcher matches.
 *
 * @returns `none` when it matches no string, `undefined` when the strings are unknown
 */
export const matcherLanguage = (matcher: Matcher): Language | 'none' | undefined => {
  if (matcher.kind === 'anything-but') return anythingBut(matcher.matchers);
  const source = sourceOf(matcher);
  return source === 'none' || source === undefined ? source : language(source.text);
};

/** A matcher as a regular expression. */
const sourceOf = (matcher: Matcher): { readonly text: string } | 'none' | undefined => {
  switch (matcher.kind) {
    case 'string':
      return { text: literal(matcher.value) };
    case 'prefix':
      return { text: `${literal(matcher.value)}[^]*` };
    case 'suffix':
      return { text: `[^]*${literal(matcher.value)}` };
    case 'wildcard':
      return { text: matcher.parts.map(literal).join('[^]*') };
    case 'ignore-case':
      return { text: inAnyCase(matcher.part, matcher.value) };
    case 'exists':
      return { text: '[^]*' };
    case 'address':
    case 'network':
      return undefined;
    default:
      return 'none';
  }
};

const language = (source: string): Language | undefined => {
  const known = cache.get(source) ?? patternLanguage(`^(?:${source})$`);
  if (known !== undefined) cache.set(source, known);
  return known;
};

/** Cached, because rules repeat the same few expressions. */
const cache = new Map<string, Language>();

const anythingBut = (matchers: readonly Matcher[]): Language | undefined => {
  const sources = matchers.map(sourceOf).filter((source) => source !== 'none');
  if (sources.length === 0) return language('[^]*');
  const all = sources.includes(undefined) ? undefined : language(sources.map((source) => source?.text).join('|'));
  return all && complement(all);
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Each character in lower or upper case, as EventBridge compares case. */
const inAnyCase = (part: 'whole' | 'prefix' | 'suffix', text: string): string => {
  const units = [...text].map((unit) => `(?:${literal(unit.toLowerCase())}|${literal(unit.toUpperCase())})`).join('');
  return `${part === 'suffix' ? '[^]*' : ''}${units}${part === 'prefix' ? '[^]*' : ''}`;
};
