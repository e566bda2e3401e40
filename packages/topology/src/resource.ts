import type { Fields, TerraformValue } from './terraform-value.ts';

/** A resource whose expressions are replaced by the values that a deployment would give them. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** `type.name`, as Terraform writes it. */
  readonly address: string;
  /** Configured attributes, and the computed ones that are known. */
  readonly values: Readonly<Record<string, TerraformValue>>;
  /** The content of `//` in the block, resolved. Terraform ignores it, so it can carry data that no argument can. */
  readonly comment: Fields;
  /** Asset paths are relative to it. */
  readonly directory: string;
}

/** The resolved resources of a type. */
export type Resources = (type: string) => readonly Resource[];

/** Receives a sentence for each part that can't be read. */
export type Tell = (problem: string) => void;
