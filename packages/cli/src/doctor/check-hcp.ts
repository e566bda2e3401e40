import { type Diagnosis, type Fact, judged, missing, ok, skipped } from './diagnosis.ts';

/** How a workspace runs; `none`: there is no such workspace, or the token may not see it. */
export type WorkspaceMode = 'remote' | 'local' | 'agent' | 'none';

export interface HcpFacts {
  /** Where the token comes from. */
  readonly token: string | undefined;
  /** @default the stacks were synthesized without one */
  readonly organization: string | undefined;
  /** By name, of the workspaces that the stacks look for. */
  readonly workspaces: Fact<ReadonlyMap<string, WorkspaceMode>>;
}

/** Whether HCP Terraform has what a deployment needs. Without an organisation it is not used, and nothing of it is needed. */
export const checkHcp = ({ token, organization, workspaces }: HcpFacts): readonly Diagnosis[] => {
  if (organization === undefined) {
    return [
      skipped('hcp terraform', 'state is local', 'Set PLUMBLINE_HCP_ORGANIZATION, and run "npm run synth", to deploy by HCP Terraform.'),
    ];
  }
  if (token === undefined) {
    return [missing('hcp token', 'not there', 'Set TF_TOKEN_app_terraform_io, or run "terraform login".', { required: true })];
  }
  return [
    ok('hcp token', `from ${token}`),
    judged('workspaces', workspaces, (modes) => {
      const absent = [...modes].filter(([, mode]) => mode === 'none').map(([name]) => name);
      const elsewhere = [...modes].filter(([, mode]) => mode !== 'none' && mode !== 'remote').map(([name]) => name);
      if (absent.length > 0) {
        const fix = 'Run the bootstrap (docs/deploy.md), or use a token that may see them.';
        return missing('workspaces', `${organization} has no ${absent.join(', ')}`, fix, { required: true });
      }
      if (elsewhere.length > 0) {
        const fix = 'Run the bootstrap again: only remote runs have roles in AWS.';
        return missing('workspaces', `not run remotely: ${elsewhere.join(', ')}`, fix, { required: true });
      }
      return ok('workspaces', `all ${modes.size} in ${organization}`);
    }),
  ];
};
