import { payments } from '@plumbline/service-payments/manifest';
import { ServiceStack } from '../constructs/service-stack.ts';
import type { Environment } from '../environment.ts';
import { serviceBundles } from '../service-bundles.ts';
import type { Construct } from '../terraform.ts';

/** The payments team's stack. What only this team needs goes here. */
export class PaymentsStack extends ServiceStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, manifest: payments, bundles: serviceBundles(payments) });
  }
}
