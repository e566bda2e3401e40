import type { Fields } from './terraform-json.ts';

/** A resource whose expressions are replaced by what a deployment would make of them. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** `type.name`, as Terraform writes it. */
  readonly address: string;
  /** Configured attributes, and the computed ones that are known. */
  readonly values: Fields;
  /** What stands under `//` in the block, resolved: Terraform leaves it alone, so that it can say what no argument can. */
  readonly comment: Fields;
  /** Asset paths are relative to it. */
  readonly directory: string;
}
