import { ServiceStack } from './constructs/service-stack.ts';
import type { Environment } from './environment.ts';
import { serviceBundles } from './service-bundles.ts';
import { SERVICES } from './services.ts';
import { PlatformStack } from './stacks/platform.ts';
import { StoresStack } from './stacks/stores.ts';
import { App } from './terraform.ts';
import { checkUniqueNames } from './unique-names.ts';

/** Every stack of the system: one for each service, and the shared ones. */
export const plumblineApp = (environment: Environment, outdir?: string): App => {
  checkUniqueNames(SERVICES);
  const app = new App(outdir === undefined ? {} : { outdir });
  new PlatformStack(app, environment);
  for (const manifest of SERVICES) new ServiceStack(app, { environment, manifest, bundles: serviceBundles(manifest) });
  new StoresStack(app, environment);
  return app;
};
