import type { Statement } from './policy.ts';

/** A resource on which functions and workflows can be granted actions. */
export interface Grantable {
  /** What a function needs to address it: the value of the resource's environment variable. */
  readonly value: string;
  /** The permissions for actions, as a manifest names them. */
  allowing(actions: readonly string[]): readonly Statement[];
}
