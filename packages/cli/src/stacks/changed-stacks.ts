import { isDeepStrictEqual } from 'node:util';
import type { CompiledStack } from './compiled-stacks.ts';

/** What became of the stacks between two syntheses, each list in the order of its stacks. */
export interface StackChanges {
  /** New, or with other Terraform than before: bundled code counts, by its hash. */
  readonly changed: readonly string[];
  /** No longer there. Nothing plans or destroys them by itself: see docs/deploy.md. */
  readonly removed: readonly string[];
}

/**
 * Which stacks would be deployed differently. It compares what was synthesized and not which files were touched: a change of a construct
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
