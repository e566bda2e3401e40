/** Terraform's own word on synthesized stacks, without network. An approximation of the AWS provider, never a deployment. */
export { copyStack } from './copy-stack.ts';
export { OfflineTerraformError, type OfflineTerraformErrorCode } from './errors.ts';
export { type OfflineProvider, startOfflineProvider } from './offline-provider.ts';
export { type OfflineTerraform, offlineTerraform } from './offline-terraform.ts';
export { providerSchemas } from './provider-schemas.ts';
export type { CommandResult } from './run-command.ts';
export type { Attribute, Block, CtyType, NestedBlock, ProviderSchemas } from './schema.ts';
export type { StackTypes } from './stack-types.ts';
export { hasTerraform, terraformEnvironment } from './terraform-environment.ts';
