import { Lazy, type TerraformResource } from '../terraform.ts';

/** Where our notes are in the Terraform JSON: in the block's comment, which Terraform leaves alone and `plumb check` reads. */
const NOTES = '//.plumbline';

/** What a function's manifest says of it. The compiled resources have to agree with it, which `plumb check flows` proves. */
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
 * Lets a finding of `plumb check flows` stand for one resource.
 *
 * @param reason why it is right as it is; a finding is not suppressed without one
 */
export const accept = (resource: TerraformResource, code: string, reason: string): void =>
  resource.addOverride(`${NOTES}.accepts.${code}`, reason);
