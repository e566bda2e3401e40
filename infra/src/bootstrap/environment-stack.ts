import { boundaryPolicy, type Environment } from '../environment.ts';
import { AwsProvider, type Construct, DataAwsCallerIdentity, DataAwsPartition, IamOpenidConnectProvider, IamPolicy } from '../terraform.ts';
import type { BootstrapSettings } from './bootstrap-settings.ts';
import { BootstrapStack } from './bootstrap-stack.ts';
import { boundary } from './boundary.ts';
import { deployedStacks } from './deployed-stacks.ts';
import { HCP_AUDIENCE, HCP_ISSUER } from './hcp-identity.ts';
import { placeIn } from './place.ts';
import { StackWorkspace } from './stack-workspace.ts';
import { DataTfeProject } from './terraform.ts';

/**
 * The one-time resources of an environment's account: the trust in HCP Terraform's identity tokens, the boundary of every role that a
 * stack creates, and for each stack its workspace with a role to plan and a role to apply.
 */
export class EnvironmentStack extends BootstrapStack {
  constructor(scope: Construct, environment: Environment, settings: BootstrapSettings) {
    super(scope, environment.name, settings);
    new AwsProvider(this, 'aws', {
      region: environment.region,
      defaultTags: [{ tags: { project: 'plumbline', environment: environment.name, service: 'bootstrap', team: 'platform-team' } }],
    });
    const place = placeIn(environment, {
      accountId: new DataAwsCallerIdentity(this, 'account').accountId,
      partition: new DataAwsPartition(this, 'partition').partition,
    });
    // AWS knows the certificate authority: no thumbprint is needed.
    const issuer = new IamOpenidConnectProvider(this, 'hcp-terraform', { url: `https://${HCP_ISSUER}`, clientIdList: [HCP_AUDIENCE] });
    const [, path = '', name = ''] = /^(.*\/)(.+)$/.exec(boundaryPolicy(environment)) ?? [];
    new IamPolicy(this, 'boundary', {
      name,
      path: `/${path}`,
      description: 'The maximum permissions of a function',
      policy: boundary(place),
    });
    const project = new DataTfeProject(this, 'project', { name: settings.project });
    for (const stack of deployedStacks(environment)) {
      new StackWorkspace(this, stack.name, { stack, environment, place, settings, projectId: project.id, issuerArn: issuer.arn });
    }
  }
}
