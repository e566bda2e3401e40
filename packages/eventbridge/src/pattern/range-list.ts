interface Range<T> {
  readonly low: number;
  readonly high: number;
  readonly value: T;
}

/**
 * Entries filed under ranges of numbers, both bounds included. An implicit interval tree: the ranges are sorted by their
 * lower bound, the middle range of a section is its root, and each root stores the highest upper bound of its section. A look-up
 * costs the logarithm of the number of ranges for each range found.
 */
export class RangeList<T> {
  readonly #ranges: Range<T>[] = [];
  /** By root; rebuilt on the first look-up after a change. */
  #highest: number[] | undefined;

  add(low: number, high: number, value: T): void {
    this.#ranges.splice(this.#firstAtLeast(low), 0, { low, high, value });
    this.#highest = undefined;
  }

  remove(low: number, high: number, value: T): void {
    for (let at = this.#firstAtLeast(low); this.#ranges[at]?.low === low; at += 1) {
      const range = this.#ranges[at];
      if (range?.high !== high || range.value !== value) continue;
      this.#ranges.splice(at, 1);
      this.#highest = undefined;
      return;
    }
  }

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  /** Visits the entries of every range that contains `number`. */
  visit(number: number, visit: (value: T) => void): void {
    if (this.#highest === undefined) {
      this.#highest = Array<number>(this.#ranges.length);
      this.#build(0, this.#ranges.length, this.#highest);
    }
    this.#visit(0, this.#ranges.length, this.#highest, number, visit);
  }

  #visit(from: number, to: number, highest: readonly number[], number: number, visit: (value: T) => void): void {
    if (from >= to) return;
    const root = (from + to) >>> 1;
    if ((highest[root] ?? -Infinity) < number) return;
    this.#visit(from, root, highest, number, visit);
    const range = this.#ranges[root];
    if (range === undefined || range.low > number) return;
    if (range.high >= number) visit(range.value);
    this.#visit(root + 1, to, highest, number, visit);
  }

  #build(from: number, to: number, highest: number[]): number {
    if (from >= to) return -Infinity;
    const root = (from + to) >>> 1;
    const value = Math.max(this.#ranges[root]?.high ?? -Infinity, this.#build(from, root, highest), this.#build(root + 1, to, highest));
    highest[root] = value;
    return value;
  }

  #firstAtLeast(low: number): number {
    let from = 0;
    let to = this.#ranges.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#ranges[middle]?.low ?? Infinity) < low) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
