import { Lazy, type TerraformResource } from '../terraform.ts';

/** The place of our notes in the Terraform JSON: the block's comment, which Terraform ignores and `plumb check` reads. */
const NOTES = '//.plumbline';

/** A function's manifest entry. `plumb check flows` proves that the compiled resources agree with it. */
export interface Declaration {
  /** Such as `OrderAccepted:1.0`. */
  readonly consumes: readonly string[];
  readonly publishes: readonly string[];
  /** The other calls of the handler's code, with their resources. */
  readonly may: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
}

/** Writes a function's declaration beside it. */
export const noteDeclaration = (resource: TerraformResource, declaration: () => Declaration): void =>
  resource.addOverride(`${NOTES}.declares`, Lazy.anyValue({ produce: declaration }));

/**
 * Accepts a finding of `plumb check flows` for one resource.
 *
 * @param reason why the finding is acceptable; required to suppress it
 */
export const accept = (resource: TerraformResource, code: string, reason: string): void =>
  resource.addOverride(`${NOTES}.accepts.${code}`, reason);
