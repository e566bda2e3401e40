import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { connect } from '../src/connection.ts';
import { putOrder } from '../src/put-order.ts';
import { plumbUp } from './plumb-up.ts';

const WARM_UP = 200;
const ORDERS = 2_000;
const IN_FLIGHT = 16;
const LOOK_MS = 250;
const SAMPLE = new URL('../../../services/intake/samples/doordash-delivery.json', import.meta.url);
const WAYS = ['dx_delivery', 'mx_fleet_delivery', 'pickup'];

/** Orders through the whole pipeline, from the put to the captured payment; the clients run in this process, the system in its own. */
export const benchOrders = async (say: (line: string) => void): Promise<void> => {
  for (const durable of [true, false]) {
    const system = await plumbUp(durable);
    const connection = connect({ url: system.url, environment: 'dev' });
    const sample = readFileSync(SAMPLE, 'utf8');
    const captured = async (): Promise<number> => {
      let count = 0;
      let start: Record<string, unknown> | undefined;
      do {
        const page = await connection.table.send(
          new ScanCommand({ TableName: connection.named('payments'), Select: 'COUNT', ExclusiveStartKey: start }),
        );
        count += page.Count ?? 0;
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return count;
    };
    const put = async (count: number, done: number): Promise<void> => {
      let next = 0;
      const one = async (): Promise<void> => {
        while (next < count) {
          const orderId = randomUUID();
          const body = sample
            .replaceAll('47bd6709-613e-4b05-a938-4ee4eb2f8dac', orderId)
            .replace('dx_delivery', WAYS[next++ % WAYS.length] ?? '');
          await putOrder(connection, { tenant: 'Dr541r357e', channel: 'doordash', orderId, body });
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, one));
      while ((await captured()) < done) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
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
