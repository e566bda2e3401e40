import { storeFeed } from '@plumbline/service-store-feed/manifest';
import { ServiceStack } from '../constructs/service-stack.ts';
import type { Environment } from '../environment.ts';
import { serviceBundles } from '../service-bundles.ts';
import type { Construct } from '../terraform.ts';

/** The store feed team's stack. What only this team needs goes here. */
export class StoreFeedStack extends ServiceStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, manifest: storeFeed, bundles: serviceBundles(storeFeed) });
  }
}
