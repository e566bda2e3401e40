import { randomUUID } from 'node:crypto';
import { objectKey } from '@plumbline/service-intake/object-key';
import { paymentTable } from '@plumbline/service-payments/manifest';
import { connect } from '../src/connection.ts';
import { countItems } from '../test/count-items.ts';
import { putOrder, sampleOrder } from '../test/ordering.ts';
import { plumbUp } from './plumb-up.ts';

const ID_TO_REPLACE = 'id-of-the-order';
const WARM_UP = 200;
const ORDERS = 2_000;
const IN_FLIGHT = 16;
const LOOK_MS = 250;
const WAYS = ['dx_delivery', 'mx_fleet_delivery', 'pickup'];

/** Orders through the whole pipeline, from the put to the captured payment; the clients run in this process, the system in its own. */
export const benchOrders = async (say: (line: string) => void): Promise<void> => {
  for (const durable of [true, false]) {
    const system = await plumbUp(durable);
    const connection = connect({ url: system.url, environment: 'dev' });
    const template = sampleOrder('doordash-delivery', ID_TO_REPLACE);
    const put = async (count: number, done: number): Promise<void> => {
      let next = 0;
      const one = async (): Promise<void> => {
        while (next < count) {
          const orderId = randomUUID();
          const body = template.replaceAll(ID_TO_REPLACE, orderId).replace('dx_delivery', WAYS[next++ % WAYS.length] ?? '');
          await putOrder(connection, objectKey({ tenant: 'Dr541r357e', channel: 'doordash', orderId }, new Date()), body);
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, one));
      while ((await countItems(connection, paymentTable.name)) < done) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    };
    await put(WARM_UP, WARM_UP);
    const memory: number[] = [];
    const startMs = performance.now();
    for (let part = 1; part <= 4; part += 1) {
      await put(ORDERS / 4, WARM_UP + (ORDERS / 4) * part);
      memory.push(Math.round(system.memoryMb()));
    }
    const perSecond = ORDERS / ((performance.now() - startMs) / 1_000);
    say(
      `orders   ${durable ? 'durable  ' : 'in memory'}: ${Math.round(perSecond)} orders/s over ${ORDERS} (aim: 150); memory after each quarter ${memory.join(', ')} MB`,
    );
    await system.stop();
  }
};
