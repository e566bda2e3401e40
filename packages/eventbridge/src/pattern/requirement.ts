import type { Field } from './field.ts';
import type { ArrayElement } from './leaf.ts';
import { type LeafTest, leafTest } from './leaf-test.ts';
import type { Matcher } from './matcher.ts';

/** How the present event stands to a requirement. */
export type Outcome =
  /** No leaf fits, and the field is not missing where it has to be. */
  | 'no'
  /** Whatever other fields ask for. */
  | 'yes'
  /** If the elements of arrays agree that other fields take their leaves from. */
  | 'depends';

/**
 * What one or more rules ask of a field. Rules that ask the same share a requirement, so that it is looked at once for
 * each event.
 */
export class Requirement<T = unknown> {
  readonly field: Field<T>;
  readonly matchers: readonly Matcher[];
  /** Whether the field may be missing. */
  readonly absent: boolean;
  /** How many alternatives ask for this. */
  uses = 0;
  /** Elements that the present event's fitting leaves belong to, each once; undefined for a leaf outside arrays. */
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

  /** @param event the number of the present event. */
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
