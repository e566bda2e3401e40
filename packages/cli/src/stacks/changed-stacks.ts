import { isDeepStrictEqual } from 'node:util';
import type { CompiledStack } from './compiled-stacks.ts';

/** The differences between the stacks of two syntheses. Each list is in the order of its stacks. */
export interface StackChanges {
  /** New stacks, and stacks whose Terraform or bundled code (by hash) changed. */
  readonly changed: readonly string[];
  /** Removed stacks. No workflow plans or destroys them automatically: see docs/deploy.md. */
  readonly removed: readonly string[];
}

/**
 * Finds the stacks whose deployment would change. Compares the synthesized Terraform instead of the edited files: a change of a construct
 * changes every stack that uses it, and a change of a comment changes none.
 */
export const changedStacks = (base: readonly CompiledStack[], head: readonly CompiledStack[]): StackChanges => {
  const before = new Map(base.map(({ name, terraform }) => [name, terraform]));
  const names = new Set(head.map(({ name }) => name));
  return {
    changed: head.filter(({ name, terraform }) => !isDeepStrictEqual(before.get(name), terraform)).map(({ name }) => name),
    removed: base.filter(({ name }) => !names.has(name)).map(({ name }) => name),
  };
};
