import type { Requirement } from './requirement.ts';

/** A rule in an index. */
export interface IndexedRule<T> {
  readonly value: T;
  /** Rules are returned in the order in which they were added. */
  readonly order: number;
  readonly alternatives: readonly IndexedAlternative<T>[];
  /** The last event that matched. */
  matched: number;
}

/** One way to match a rule; an event must satisfy all its requirements. */
export interface IndexedAlternative<T> {
  readonly rule: IndexedRule<T>;
  /** In the order of their paths. */
  readonly requirements: readonly Requirement<IndexedAlternative<T>>[];
  /** The requirement by which an event finds the alternative; undefined if every event must be tried. */
  access: Requirement<IndexedAlternative<T>> | undefined;
  /** The last event that was tried. */
  tried: number;
}
