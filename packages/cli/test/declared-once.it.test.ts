import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrderAccepted } from '@plumbline/contracts-ordering';
import { on, type Subscription } from '@plumbline/event-kit';
import { App, environmentFrom, ServiceStack, serviceBundles } from '@plumbline/infra';
import { arrangeDelivery, delivery } from '@plumbline/service-delivery/manifest';
import { readStacks, type StackFile } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { doordashOrder, place, ROOT, type RunningSystem, startSystem } from './running-system.ts';

const running = async (changed: StackFile, test: (system: RunningSystem) => Promise<void>): Promise<void> => {
  const stacks = (await readStacks(`${ROOT}infra/cdktf.out`)).map((stack) => (stack.name === changed.name ? changed : stack));
  const system = await startSystem(undefined, { stacks });
  try {
    await test(system);
  } finally {
    await system.aws.stop();
  }
};

const placeNew = async (system: RunningSystem, fulfillment: string): Promise<string> => {
  const orderId = randomUUID();
  await place(system, doordashOrder(orderId, fulfillment), orderId);
  return orderId;
};

/** The delivery stack with another condition of its function, as a developer would edit the manifest. */
const deliveryOn = async (wish: Subscription<typeof OrderAccepted>): Promise<StackFile> => {
  const edited = { ...delivery, functions: [{ ...arrangeDelivery, consumes: [wish] }] };
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-edited-'));
  const app = new App({ outdir: directory });
  new ServiceStack(app, { environment: environmentFrom({}), manifest: edited, bundles: serviceBundles(delivery) });
  app.synth();
  const [stack] = await readStacks(directory);
  return stack as StackFile;
};

describe('a rule', () => {
  it('when its service_info changes in the manifest, then the new value routes orders, and no other file changes', async () => {
    // Couriers are now also booked for orders to pick up.
    const stack = await deliveryOn(on(OrderAccepted, { where: { service_info: ['self_delivery', 'pick_up'] } }));
    await running(stack, async (system) => {
      const { events } = await system.finished(await placeNew(system, 'pickup'));
      expect(events.map(({ Metadata }) => Metadata.event_type)).toContain('OrderDeliveryArranged');
    });
  });

  it('when an event matches two alternatives, one of them inside an object, then the function is invoked once', async () => {
    const stack = await deliveryOn(on(OrderAccepted, { where: [{ service_info: ['pick_up'] }, { payment: { currency: ['USD'] } }] }));
    await running(stack, async (system) => {
      const { events } = await system.finished(await placeNew(system, 'pickup'));
      await system.aws.idle();
      expect(events.map(({ Metadata }) => Metadata.event_type)).toContain('OrderDeliveryArranged');
      const invoked = system.occurrences.filter((each) => each.kind === 'invocation' && each.functionName.endsWith('-arrange-delivery'));
      expect(invoked).toHaveLength(1);
    });
  });
});

describe('a role', () => {
  it('when its policy does not name the table, then the function gets AWS’s error message, and its event is not lost', async () => {
    const stack = (await readStacks(`${ROOT}infra/cdktf.out`)).find(({ name }) => name === 'orders') as StackFile;
    const text = JSON.stringify(stack).replaceAll('dynamodb:UpdateItem', 'dynamodb:GetItem');
    await running(JSON.parse(text) as StackFile, async (system) => {
      await placeNew(system, 'dx_delivery');
      const refused = () =>
        system.occurrences.find((each) => each.kind === 'invocation' && each.functionName === 'plumbline-dev-new-order');
      await system.until(async () => refused() !== undefined);
      expect(refused()).toMatchObject({ result: { functionError: 'Unhandled' } });
      const { errorType, errorMessage } = JSON.parse((refused() as { result: { payload: string } }).result.payload) as {
        errorType: string;
        errorMessage: string;
      };
      expect(errorType).toBe('AccessDeniedException');
      expect(errorMessage).toMatch(
        /^User: arn:aws:sts::000000000000:assumed-role\/plumbline-dev-new-order-role\/plumbline-dev-new-order is not authorized to perform: dynamodb:UpdateItem on resource: arn:aws:dynamodb:eu-west-1:000000000000:table\/plumbline-dev-orders/,
      );
    });
  });
});
