import type { Fields, TerraformValue } from './terraform-value.ts';

/** A resource whose expressions are replaced by what a deployment would make of them. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** `type.name`, as Terraform writes it. */
  readonly address: string;
  /** Configured attributes, and the computed ones that are known. */
  readonly values: Readonly<Record<string, TerraformValue>>;
  /** What stands under `//` in the block, resolved: Terraform leaves it alone, so that it can say what no argument can. */
  readonly comment: Fields;
  /** Asset paths are relative to it. */
  readonly directory: string;
}

/** The resolved resources of a type. */
export type Resources = (type: string) => readonly Resource[];

/** Is told of what can't be read. */
export type Tell = (problem: string) => void;
