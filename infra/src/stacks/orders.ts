import { orders } from '@plumbline/service-orders/manifest';
import { ServiceStack } from '../constructs/service-stack.ts';
import type { Environment } from '../environment.ts';
import { serviceBundles } from '../service-bundles.ts';
import type { Construct } from '../terraform.ts';

/** The orders team's stack. What only this team needs goes here. */
export class OrdersStack extends ServiceStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, manifest: orders, bundles: serviceBundles(orders) });
  }
}
