import type { Requirement } from './requirement.ts';

/** A rule in an index. */
export interface IndexedRule<T> {
  readonly value: T;
  /** Rules are answered in the order in which they were added. */
  readonly order: number;
  readonly alternatives: readonly IndexedAlternative<T>[];
  /** The last event that was found to match. */
  matched: number;
}

/** One way to match a rule; all its requirements have to be satisfied. */
export interface IndexedAlternative<T> {
  readonly rule: IndexedRule<T>;
  /** In the order of their paths. */
  readonly requirements: readonly Requirement<IndexedAlternative<T>>[];
  /** The requirement by which an event finds the alternative; undefined if each event has to be tried. */
  access: Requirement<IndexedAlternative<T>> | undefined;
  /** The last event that was tried. */
  tried: number;
}
