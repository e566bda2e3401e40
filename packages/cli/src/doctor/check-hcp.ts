import { type Diagnosis, type Fact, judged, missing, ok, skipped } from './diagnosis.ts';

/** How a workspace runs; `none`: the workspace does not exist, or the token may not read it. */
export type WorkspaceMode = 'remote' | 'local' | 'agent' | 'none';

export interface HcpFacts {
  /** Where the token comes from. */
  readonly token: string | undefined;
  /** @default the stacks were synthesized without one */
  readonly organization: string | undefined;
  /** The workspaces of the stacks, by name. */
  readonly workspaces: Fact<ReadonlyMap<string, WorkspaceMode>>;
}

/** Checks the prerequisites in HCP Terraform. Without an organisation, deployments do not use HCP Terraform. */
export const checkHcp = ({ token, organization, workspaces }: HcpFacts): readonly Diagnosis[] => {
  if (organization === undefined) {
    return [
      skipped('hcp terraform', 'state is local', 'To deploy with HCP Terraform, set PLUMBLINE_HCP_ORGANIZATION and run "npm run synth".'),
    ];
  }
  if (token === undefined) {
    return [missing('hcp token', 'not found', 'Set TF_TOKEN_app_terraform_io, or run "terraform login".', { required: true })];
  }
  return [
    ok('hcp token', `from ${token}`),
    judged('workspaces', workspaces, (modes) => {
      const absent = [...modes].filter(([, mode]) => mode === 'none').map(([name]) => name);
      const elsewhere = [...modes].filter(([, mode]) => mode !== 'none' && mode !== 'remote').map(([name]) => name);
      if (absent.length > 0) {
        const fix = 'Run the bootstrap (docs/deploy.md), or use a token that may read them.';
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
