/** A Terraform provider that is stood in for, and the CDKTF bindings that its schemas are read from. */
export interface ProviderBindings {
  /** What its types begin with. */
  readonly name: 'aws' | 'tfe';
  readonly packageName: string;
  /** Its address in the registry. */
  readonly source: string;
}

export const AWS_BINDINGS: ProviderBindings = { name: 'aws', packageName: '@cdktf/provider-aws', source: 'hashicorp/aws' };

/** HCP Terraform, which the bootstrap sets up. */
export const TFE_BINDINGS: ProviderBindings = { name: 'tfe', packageName: '@cdktf/provider-tfe', source: 'hashicorp/tfe' };

export const PROVIDERS: readonly ProviderBindings[] = [AWS_BINDINGS, TFE_BINDINGS];
