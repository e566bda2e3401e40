import { delivery } from '@plumbline/service-delivery/manifest';
import { ServiceStack } from '../constructs/service-stack.ts';
import type { Environment } from '../environment.ts';
import { serviceBundles } from '../service-bundles.ts';
import type { Construct } from '../terraform.ts';

/** The delivery team's stack. What only this team needs goes here. */
export class DeliveryStack extends ServiceStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, manifest: delivery, bundles: serviceBundles(delivery) });
  }
}
