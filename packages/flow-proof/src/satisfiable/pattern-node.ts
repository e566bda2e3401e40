import type { Matcher } from '@plumbline/eventbridge';

/** What a pattern asks of a value: to be one of these, or, of an object, something of its properties. */
export interface PatternNode {
  readonly matchers: readonly Matcher[] | undefined;
  readonly children: ReadonlyMap<string, PatternNode>;
}
