import type { Field } from './field.ts';
import type { ArrayElement } from './leaf.ts';
import { type LeafTest, leafTest } from './leaf-test.ts';
import type { Matcher } from './matcher.ts';

/** The result of a requirement for the current event. */
export type Outcome =
  /** No leaf fits, and the field is not missing where it must be. */
  | 'no'
  /** Satisfied, independently of other fields. */
  | 'yes'
  /** Satisfied if the leaves of other fields come from the same array elements. */
  | 'depends';

/**
 * The condition of one or more rules on a field. Rules with the same condition share a requirement, so that it is evaluated once for
 * each event.
 */
export class Requirement<T = unknown> {
  readonly field: Field<T>;
  readonly matchers: readonly Matcher[];
  /** Whether the field may be missing. */
  readonly absent: boolean;
  /** The number of alternatives with this requirement. */
  uses = 0;
  /** The elements that the matching leaves of the current event belong to, each once; undefined for a leaf outside arrays. */
  elements: readonly (ArrayElement | undefined)[] = [];
  readonly #test: LeafTest;
  #event = 0;
  #outcome: Outcome = 'no';

  constructor(field: Field<T>, matchers: readonly Matcher[]) {
    this.field = field;
    this.matchers = matchers;
    this.absent = matchers.some(({ kind }) => kind === 'absent');
    this.#test = leafTest(matchers);
  }

  /** @param event the number of the current event. */
  outcome(event: number): Outcome {
    if (this.#event !== event) {
      this.#event = event;
      this.#outcome = this.#evaluate(event);
    }
    return this.#outcome;
  }

  #evaluate(event: number): Outcome {
    const { field } = this;
    if (field.event !== event) return this.absent ? 'yes' : 'no';
    const { leaves } = field;
    if (leaves.length === 1 && leaves[0]?.element === undefined) {
      this.elements = OUTSIDE;
      return leaves[0] !== undefined && this.#test(leaves[0]) ? 'yes' : 'no';
    }
    const elements = new Set<ArrayElement | undefined>();
    for (const leaf of leaves) {
      if (!elements.has(leaf.element) && this.#test(leaf)) elements.add(leaf.element);
    }
    this.elements = [...elements];
    if (elements.has(undefined)) return 'yes';
    if (elements.size > 0) return 'depends';
    return this.absent ? 'depends' : 'no';
  }
}

const OUTSIDE = [undefined];
