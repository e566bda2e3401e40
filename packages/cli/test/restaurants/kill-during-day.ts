import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mailsTo } from '@plumbline/service-restaurant-orders/mailbox';
import { ordersApi } from '@plumbline/service-restaurant-orders/orders-api';
import { postOrder } from '@plumbline/service-restaurant-orders/post-order';
import { openRestaurants } from '@plumbline/service-restaurant-orders/restaurants';
import { connect } from '../../src/connection.ts';
import { liveSystem } from '../../src/live-system.ts';
import { statuses } from './pizza-day.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** A process lives at least this long, so that it can accept and process orders. */
const LIFE_MS_MIN = 300;
const LIFE_MS_MORE = 2_700;
const CLIENTS = 8;
const LOOK_MS = 250;

export interface KillTest {
  readonly orders: number;
  readonly kills: number;
  readonly seed: number;
}

/** Posts orders while the process is killed and started again. @returns a sentence for each order that did not end with exactly one mail */
export const killDuringDay = async ({
  orders,
  kills,
  seed,
}: KillTest): Promise<{ readonly wrong: readonly string[]; readonly killed: number }> => {
  const state = mkdtempSync(join(tmpdir(), 'plumbline-kills-'));
  const port = await freePort();
  let child = await started(port, state);
  const connection = connect({ url: `http://127.0.0.1:${port}`, environment: 'dev' });
  const at = { connection, live: liveSystem(connection) };
  await openRestaurants(at.live);
  const api = await ordersApi(at.live);
  const guests = new Map<string, string>();
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < orders; index = next++) {
      // A guest whose request was cut off does not know the id, and orders again under another name.
      for (let attempt = 0; ; attempt += 1) {
        const guest = `guest-${index}-${attempt}@example.com`;
        try {
          guests.set(await postOrder(api, { name: 'Pizza', quantity: 1, restaurantId: 'Dominos', clientEmail: guest }), guest);
          break;
        } catch {
          await wait(LOOK_MS);
        }
      }
    }
  };
  const posting = Promise.all(Array.from({ length: CLIENTS }, client));
  let killed = 0;
  for (; killed < kills; killed += 1) {
    await wait(LIFE_MS_MIN + lifeOf(seed, killed));
    child.kill('SIGKILL');
    await once(child, 'exit');
    child = await started(port, state);
  }
  await posting;
  const open = async (): Promise<number> => {
    const all = await statuses(at);
    return [...guests.keys()].filter((id) => all.get(id) !== 'PAID').length;
  };
  while ((await open()) > 0) await wait(LOOK_MS);
  const wrong: string[] = [];
  for (const [id, guest] of guests) {
    const mails = (await mailsTo(at.live, guest)) ?? [];
    if (mails.length !== 1) wrong.push(`${id}: ${guest} has ${mails.length} mails`);
  }
  const exited = once(child, 'exit');
  child.kill();
  await exited;
  rmSync(state, { recursive: true, force: true });
  return { wrong, killed };
};

/** The further life of a process, in milliseconds; the same seed gives the same lives. */
const lifeOf = (seed: number, life: number): number =>
  createHash('sha256').update(`${seed} ${life}`).digest().readUInt32BE() % LIFE_MS_MORE;

const started = async (port: number, state: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [MAIN, 'up', '--quiet', '--port', String(port), '--state', state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => chunk.toString().includes('ready in') && resolve());
    child.once('exit', (code) => reject(new Error(`plumb up ended with ${code}.`)));
  });
  child.removeAllListeners('exit');
  return child;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};
