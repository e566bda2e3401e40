/** Entries filed under strings. Finds the entries of a string, or of any prefix or suffix of it, with one look-up for each length. */
export class TextLists<T> {
  readonly #lists = new Map<string, T[]>();
  /** The number of strings of each length. */
  readonly #lengths = new Map<number, number>();
  /** The lengths that occur, shortest first; rebuilt on the first look-up after a change. */
  #sorted: readonly number[] | undefined;

  add(text: string, value: T): void {
    const list = this.#lists.get(text);
    this.#sorted = undefined;
    if (list === undefined) {
      this.#lists.set(text, [value]);
      this.#lengths.set(text.length, (this.#lengths.get(text.length) ?? 0) + 1);
    } else list.push(value);
  }

  remove(text: string, value: T): void {
    const list = this.#lists.get(text);
    const at = list?.indexOf(value) ?? -1;
    if (list === undefined || at === -1) return;
    list.splice(at, 1);
    this.#sorted = undefined;
    if (list.length > 0) return;
    this.#lists.delete(text);
    const left = (this.#lengths.get(text.length) ?? 1) - 1;
    if (left === 0) this.#lengths.delete(text.length);
    else this.#lengths.set(text.length, left);
  }

  get isEmpty(): boolean {
    return this.#lists.size === 0;
  }

  visitEqual(text: string, visit: (value: T) => void): void {
    visitAll(this.#lists.get(text), visit);
  }

  visitBeginnings(text: string, visit: (value: T) => void): void {
    for (const length of this.#sortedLengths()) {
      if (length > text.length) return;
      visitAll(this.#lists.get(text.slice(0, length)), visit);
    }
  }

  visitEndings(text: string, visit: (value: T) => void): void {
    for (const length of this.#sortedLengths()) {
      if (length > text.length) return;
      visitAll(this.#lists.get(text.slice(text.length - length)), visit);
    }
  }

  #sortedLengths(): readonly number[] {
    this.#sorted ??= [...this.#lengths.keys()].sort((a, b) => a - b);
    return this.#sorted;
  }
}

const visitAll = <T>(list: readonly T[] | undefined, visit: (value: T) => void): void => {
  if (list === undefined) return;
  for (let at = 0; at < list.length; at += 1) visit(list[at] as T);
};
