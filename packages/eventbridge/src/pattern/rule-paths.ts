import { Field } from './field.ts';
import type { Leaf } from './leaf.ts';
import type { Matcher } from './matcher.ts';
import { Requirement } from './requirement.ts';
import { type PathNode, scanEvent } from './scan-event.ts';

/** The paths that rules use, and the leaves of the current event at those paths. Rules with the same conditions share all data. */
export class RulePaths<T> {
  readonly #root: PathNode = { children: new Map() };
  readonly #fields = new Map<string, Field<T>>();
  readonly #requirements = new Map<string, Requirement<T>>();
  #found: Field<T>[] = [];
  #event = 0;

  /** The requirement of `matchers` on a path. Each call needs a `release`. */
  require(path: string, matchers: readonly Matcher[]): Requirement<T> {
    const name = nameOf(path, matchers);
    let requirement = this.#requirements.get(name);
    if (requirement === undefined) {
      requirement = new Requirement(this.#field(path), matchers);
      this.#requirements.set(name, requirement);
      requirement.field.uses += 1;
    }
    requirement.uses += 1;
    requirement.field.mention(matchers, 1);
    return requirement;
  }

  release(requirement: Requirement<T>): void {
    const { field, matchers } = requirement;
    field.mention(matchers, -1);
    requirement.uses -= 1;
    if (requirement.uses > 0) return;
    this.#requirements.delete(nameOf(field.path, matchers));
    field.uses -= 1;
    if (field.uses > 0) return;
    this.#fields.delete(field.path);
    field.node.collect = undefined;
    prune(this.#root, field.path.split('.'));
  }

  /** Makes `event` the current event. @returns its number. */
  read(event: string): number {
    this.#event += 1;
    this.#found = [];
    scanEvent(event, this.#root);
    return this.#event;
  }

  /** The fields of the current event that rules use. */
  get found(): readonly Field<T>[] {
    return this.#found;
  }

  #field(path: string): Field<T> {
    let field = this.#fields.get(path);
    if (field !== undefined) return field;
    let node = this.#root;
    for (const step of path.split('.')) {
      const next = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, next);
      node = next;
    }
    field = new Field(path, node);
    node.collect = this.#collector(field);
    this.#fields.set(path, field);
    return field;
  }

  #collector(field: Field<T>): (leaf: Leaf) => void {
    return (leaf) => {
      if (field.event !== this.#event) {
        field.event = this.#event;
        field.leaves.length = 0;
        this.#found.push(field);
      }
      field.leaves.push(leaf);
    };
  }
}

const nameOf = (path: string, matchers: readonly Matcher[]): string => JSON.stringify([path, matchers]);

/** Removes the nodes along `steps` that no longer lead to a field. */
const prune = (node: PathNode, [step, ...rest]: readonly string[]): void => {
  const child = step === undefined ? undefined : node.children.get(step);
  if (child === undefined || step === undefined) return;
  prune(child, rest);
  if (child.children.size === 0 && child.collect === undefined) node.children.delete(step);
};
