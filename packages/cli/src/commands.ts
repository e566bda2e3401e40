import { readFile } from 'node:fs/promises';
import pc from 'picocolors';
import type { Connection } from './connection.ts';
import { describe, drawStatus } from './draw-history.ts';
import { allOrders } from './order-history.ts';
import { putOrder, recognizeOrder } from './put-order.ts';
import { rejectedObjects } from './quarantine.ts';
import { showTrace } from './show-trace.ts';

/** What a command that looks at a running system is given. */
export interface Looking {
  readonly url?: string;
  readonly aws?: boolean;
  readonly channel?: string;
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

export const order: LookingCommand = async (connection, file, { channel, tenant = '' }) => {
  const body = await readFile(file, 'utf8');
  const known = recognizeOrder(body);
  const put = { tenant, channel: channel ?? known?.channel ?? 'generic', orderId: known?.orderId ?? 'unknown', body };
  say(`put ${await putOrder(connection, put)}`);
  say(`now: npm run plumb trace ${put.orderId}`);
};

export const quarantine: LookingCommand = async (connection) => {
  const rejected = await rejectedObjects(connection);
  for (const { object, reason, detail } of rejected) say(`${object.key}\n  ${pc.yellow(reason)}: ${detail.replaceAll('\n', '\n  ')}`);
  say(pc.dim(`${rejected.length} shown (at most 10) at ${connection.where}`));
};
