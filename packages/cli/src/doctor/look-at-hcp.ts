import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompiledStack } from '../stacks/compiled-stacks.ts';
import type { HcpFacts, WorkspaceMode } from './check-hcp.ts';
import type { Fact } from './diagnosis.ts';

export interface HcpAccess {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly fetch: (url: string, init: { readonly headers: Readonly<Record<string, string>> }) => Promise<Response>;
}

/**
 * Reads which of the stacks' workspaces exist in HCP Terraform.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/workspaces#show-workspace
 */
export const lookAtHcp = async (stacks: readonly CompiledStack[], access: HcpAccess): Promise<HcpFacts> => {
  const clouds = stacks.flatMap(({ terraform }) => terraform.terraform?.cloud ?? []);
  const [organization] = clouds.map((cloud) => cloud.organization);
  const token = await tokenOf(access);
  const facts = { token: token?.from, organization };
  if (organization === undefined || token === undefined) return { ...facts, workspaces: { unknown: 'the token is missing' } };
  const names = clouds.map(({ workspaces }) => workspaces.name);
  try {
    const modes = await Promise.all(names.map(async (name) => [name, await modeOf(organization, name, token.text, access)] as const));
    return { ...facts, workspaces: { value: new Map(modes) } };
  } catch (cause) {
    return { ...facts, workspaces: { unknown: cause instanceof Error ? cause.message : String(cause) } satisfies Fact<never> };
  }
};

const modeOf = async (organization: string, name: string, token: string, { fetch }: HcpAccess): Promise<WorkspaceMode> => {
  const path = `organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}`;
  const response = await fetch(`https://app.terraform.io/api/v2/${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (response.status === 404) return 'none';
  if (response.status === 401) throw new Error('HCP Terraform rejected the token; the token may have expired');
  if (!response.ok) throw new Error(`HCP Terraform answered ${response.status}`);
  const { data } = (await response.json()) as { data: { attributes: { 'execution-mode': Exclude<WorkspaceMode, 'none'> } } };
  return data.attributes['execution-mode'];
};

const VARIABLE = 'TF_TOKEN_app_terraform_io';

/** Looks up the token in Terraform's order: the variable, then the file that `terraform login` writes. */
const tokenOf = async ({ variables, home }: HcpAccess): Promise<{ readonly text: string; readonly from: string } | undefined> => {
  const text = variables[VARIABLE];
  if (text !== undefined && text !== '') return { text, from: VARIABLE };
  try {
    const file = await readFile(join(home, '.terraform.d/credentials.tfrc.json'), 'utf8');
    const { credentials } = JSON.parse(file) as { credentials?: Readonly<Record<string, { readonly token?: string }>> };
    const written = credentials?.['app.terraform.io']?.token;
    return written === undefined ? undefined : { text: written, from: '"terraform login"' };
  } catch {
    return undefined;
  }
};
