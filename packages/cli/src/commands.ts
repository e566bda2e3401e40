import { readFile } from 'node:fs/promises';
import { objectKey } from '@plumbline/service-intake/object-key';
import { recognizeOrder } from '@plumbline/service-intake/recognize-order';
import pc from 'picocolors';
import type { Connection } from './connection.ts';
import { describe, drawStatus } from './draw-history.ts';
import { allOrders } from './order-history.ts';
import { putOrder } from './put-order.ts';
import { rejectedObjects } from './quarantine.ts';
import { showTrace } from './show-trace.ts';

/** What a command that looks at a running system is given. */
export interface Looking {
  readonly url?: string;
  readonly aws?: boolean;
  readonly channel?: string;
  readonly orderId?: string;
  readonly tenant?: string;
}

export type LookingCommand = (connection: Connection, argument: string, options: Looking) => Promise<void>;

const say = (line: string): void => console.log(line);

export const orders: LookingCommand = async (connection) => {
  const all = await allOrders(connection);
  for (const order of all)
    say(`${order.created_at.slice(0, 19)}  ${order.order_id.padEnd(38)} ${drawStatus(order.status.padEnd(18))} ${describe(order)}`);
  say(pc.dim(`${all.length} orders at ${connection.where}`));
};

/** Ends with exit code 1 when the trace is broken or missing. */
export const trace: LookingCommand = async (connection, orderId) => {
  const { text, tree } = await showTrace(connection, orderId);
  say(text);
  if (tree === undefined || tree.broken.length > 0) process.exitCode = 1;
};

/** What is no order is put all the same, when the flags say under which key: it is quarantined. */
export const order: LookingCommand = async (connection, file, { channel, orderId, tenant = '' }) => {
  const body = await readFile(file, 'utf8');
  const known = recognizeOrder(jsonOrUndefined(body));
  const address = { tenant, channel: channel ?? known?.channel, orderId: orderId ?? known?.orderId };
  if (address.channel === undefined || address.orderId === undefined) {
    throw new Error(`${file} is no order of a channel we know. To put it all the same, say --channel and --order-id.`);
  }
  const key = objectKey({ tenant, channel: address.channel, orderId: address.orderId }, new Date());
  await putOrder(connection, key, body);
  say(`put ${key}`);
  say(`now: npm run plumb trace ${address.orderId}`);
};

const jsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const quarantine: LookingCommand = async (connection) => {
  const rejected = await rejectedObjects(connection);
  for (const { object, reason, detail } of rejected) say(`${object.key}\n  ${pc.yellow(reason)}: ${detail.replaceAll('\n', '\n  ')}`);
  say(pc.dim(`${rejected.length} shown (at most 10) at ${connection.where}`));
};
