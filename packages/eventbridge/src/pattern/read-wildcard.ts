import type { Matcher } from './matcher.ts';
import type { PatternReader } from './pattern-reader.ts';
import { parseWildcard } from './wildcard.ts';

/** The matcher of a wildcard whose text `reader` has read. */
export const readWildcard = (reader: PatternReader, text: string): Matcher => {
  const parts = parseWildcard(text);
  if ('problem' in parts) throw reader.error(parts.problem);
  return { kind: 'wildcard', parts };
};
