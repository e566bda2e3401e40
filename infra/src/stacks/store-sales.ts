import { storeSales } from '@plumbline/service-store-sales/manifest';
import { ServiceStack } from '../constructs/service-stack.ts';
import type { Environment } from '../environment.ts';
import { serviceBundles } from '../service-bundles.ts';
import type { Construct } from '../terraform.ts';

/** The store sales team's stack. What only this team needs goes here. */
export class StoreSalesStack extends ServiceStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, manifest: storeSales, bundles: serviceBundles(storeSales) });
  }
}
