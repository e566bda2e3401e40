import type { Environment } from './environment.ts';
import { DeliveryStack } from './stacks/delivery.ts';
import { IntakeStack } from './stacks/intake.ts';
import { OrdersStack } from './stacks/orders.ts';
import { PaymentsStack } from './stacks/payments.ts';
import { PlatformStack } from './stacks/platform.ts';
import { StoreFeedStack } from './stacks/store-feed.ts';
import { StoreSalesStack } from './stacks/store-sales.ts';
import { StoresStack } from './stacks/stores.ts';
import { App } from './terraform.ts';

/** Every stack of the system. A new service adds a line here. */
export const plumblineApp = (environment: Environment, outdir?: string): App => {
  const app = new App(outdir === undefined ? {} : { outdir });
  new PlatformStack(app, environment);
  new IntakeStack(app, environment);
  new OrdersStack(app, environment);
  new DeliveryStack(app, environment);
  new PaymentsStack(app, environment);
  new StoresStack(app, environment);
  new StoreFeedStack(app, environment);
  new StoreSalesStack(app, environment);
  return app;
};
