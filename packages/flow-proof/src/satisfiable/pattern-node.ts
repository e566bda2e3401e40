import type { Matcher } from '@plumbline/eventbridge';

/** The condition of a pattern on a value: one of these matchers, or, for an object, conditions on its properties. */
export interface PatternNode {
  readonly matchers: readonly Matcher[] | undefined;
  readonly children: ReadonlyMap<string, PatternNode>;
}
