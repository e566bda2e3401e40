/** The only import of CDKTF's bindings for HCP Terraform. Only the bootstrap needs them, so no other synthesis loads them. */
export { DataTfeProject } from '@cdktf/provider-tfe/lib/data-tfe-project/index.js';
export { Project } from '@cdktf/provider-tfe/lib/project/index.js';
export { TfeProvider } from '@cdktf/provider-tfe/lib/provider/index.js';
export { Variable } from '@cdktf/provider-tfe/lib/variable/index.js';
export { Workspace } from '@cdktf/provider-tfe/lib/workspace/index.js';
export { WorkspaceSettings } from '@cdktf/provider-tfe/lib/workspace-settings/index.js';
