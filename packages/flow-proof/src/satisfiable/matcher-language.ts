import type { Matcher } from '@plumbline/eventbridge';
import { complement, type Language, patternLanguage } from './language.ts';

/**
 * The texts that a pattern's matcher takes.
 *
 * @returns `none` when it takes no text at all, `undefined` when they are not known
 */
export const matcherLanguage = (matcher: Matcher): Language | 'none' | undefined => {
  switch (matcher.kind) {
    case 'string':
      return language(literal(matcher.value));
    case 'prefix':
      return language(`${literal(matcher.value)}[^]*`);
    case 'suffix':
      return language(`[^]*${literal(matcher.value)}`);
    case 'wildcard':
      return language(matcher.parts.map(literal).join('[^]*'));
    case 'ignore-case':
      return language(inAnyCase(matcher.part, matcher.value));
    case 'exists':
      return language('[^]*');
    case 'anything-but':
      return anythingBut(matcher.matchers);
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

/** Rules say the same few things again and again. */
const cache = new Map<string, Language>();

const anythingBut = (matchers: readonly Matcher[]): Language | undefined => {
  const texts = matchers.map(matcherLanguage).filter((one) => one !== 'none');
  if (texts.includes(undefined)) return undefined;
  if (texts.length === 0) return language('[^]*');
  const sources = matchers.flatMap(({ kind, ...matcher }) =>
    'value' in matcher && kind === 'string' ? [literal(String(matcher.value))] : [],
  );
  const [only] = texts;
  if (sources.length === texts.length) {
    const all = language(sources.join('|'));
    return all && complement(all);
  }
  return texts.length === 1 && only !== undefined ? complement(only) : undefined;
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Each character in its lower-case or its upper-case spelling, as EventBridge sees case. */
const inAnyCase = (part: 'whole' | 'prefix' | 'suffix', text: string): string => {
  const units = [...text].map((unit) => `(?:${literal(unit.toLowerCase())}|${literal(unit.toUpperCase())})`).join('');
  return `${part === 'suffix' ? '[^]*' : ''}${units}${part === 'prefix' ? '[^]*' : ''}`;
};
