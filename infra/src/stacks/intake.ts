import { intake } from '@plumbline/service-intake/manifest';
import { ServiceStack } from '../constructs/service-stack.ts';
import type { Environment } from '../environment.ts';
import { serviceBundles } from '../service-bundles.ts';
import type { Construct } from '../terraform.ts';

/** The intake team's stack. What only this team needs goes here. */
export class IntakeStack extends ServiceStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, manifest: intake, bundles: serviceBundles(intake) });
  }
}
