/** Terraform's own word on synthesized stacks, without network. An approximation of the AWS provider, never a deployment. */
export { copyStack } from './copy-stack.ts';
export { OfflineTerraformError, type OfflineTerraformErrorCode } from './errors.ts';
export { type OfflineProvider, startOfflineProvider } from './offline-provider.ts';
export { offlineTerraform } from './offline-terraform.ts';
export { type ProvidedEnvironment, providedEnvironment } from './provided-environment.ts';
export { type ProviderMode, providerMode, type Variables, whyNotDeployed } from './provider-mode.ts';
export { providerSchemas } from './provider-schemas.ts';
export type { CommandResult } from './run-command.ts';
export type { Attribute, Block, CtyType, NestedBlock, ProviderSchemas } from './schema.ts';
export { type StackTerraform, stackTerraform } from './stack-terraform.ts';
export type { StackTypes } from './stack-types.ts';
export { hasTerraform } from './terraform-environment.ts';
