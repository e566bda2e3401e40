import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { objectKey } from '@plumbline/service-intake/object-key';
import { paymentTable } from '@plumbline/service-payments/manifest';
import { deadLetterQueues } from '@plumbline/topology';
import { type Connection, connect } from '../../src/connection.ts';
import { redriveQueue } from '../../src/dlq/redrive.ts';
import { countItems } from '../count-items.ts';
import { locksRunOut } from '../locks-run-out.ts';
import { orderHistory, putOrder, sampleOrder } from '../ordering.ts';
import type { SystemAnswer, SystemOrder, SystemProcessStart } from './system-process.ts';

export interface CrashTest {
  readonly orders: number;
  readonly kills: number;
  readonly seed: number;
  /** Called after each kill. */
  readonly progress?: (killed: number, of: number) => void;
}

export interface CrashTestResult {
  /** Processes that died at a commit. */
  readonly killedAtCommit: number;
  /** Processes that the test killed, because they ran out of work before their commit. */
  readonly killedIdle: number;
  readonly redriven: number;
  readonly captured: number;
  /** Orders with a wrong history, and that history. */
  readonly wrong: readonly string[];
  /** Messages left in dead-letter queues at the end. */
  readonly deadLetters: number;
}

interface Order {
  readonly orderId: string;
  readonly key: string;
  readonly body: string;
  readonly events: readonly string[];
  accepted: boolean;
}

const MAIN = new URL('./system-process.ts', import.meta.url);
const WAYS = [
  ['dx_delivery', ['OrderCreated', 'OrderAccepted', 'PaymentCaptured']],
  ['mx_fleet_delivery', ['OrderCreated', 'OrderAccepted', 'OrderDeliveryArranged', 'PaymentCaptured']],
  ['pickup', ['OrderCreated', 'OrderAccepted', 'PaymentCaptured']],
] as const;
/** A process dies at one of its first commits, befores and afters counted: about what two orders need. */
const CRASH_AT_MAX = 100;
const IN_FLIGHT = 4;
/** Longer than any wait of Lambda's and SQS's retries. */
const RETRY_WAIT_MS = 180_000;
const ROUNDS_MAX = 20;

/**
 * Kills the process with SIGKILL at seeded commits while it processes orders, restarts it each time, and finally checks that every
 * accepted order has been captured once and has its complete history.
 */
export const killAndRestart = async ({
  orders: orderCount,
  kills,
  seed,
  progress = () => undefined,
}: CrashTest): Promise<CrashTestResult> => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'plumbline-crash-'));
  const orders = Array.from({ length: orderCount }, (_, index) => newOrder(index));
  let [killedAtCommit, killedIdle] = [0, 0];
  for (let life = 1; life <= kills; life += 1) {
    const system = await startSystemProcess({ stateDirectory, shiftMs: 0, crashAt: crashAt(seed, life) });
    const ready = orders.slice(0, Math.ceil((orderCount * life) / kills)).filter(({ accepted }) => !accepted);
    await putAll(system, ready);
    await Promise.race([system.exited, system.idleAfter(0)]);
    if (system.alive()) killedIdle += 1;
    else killedAtCommit += 1;
    system.kill();
    await system.exited;
    progress(life, kills);
  }
  const system = await startSystemProcess({ stateDirectory, shiftMs: 0 });
  try {
    await putAll(
      system,
      orders.filter(({ accepted }) => !accepted),
    );
    const redriven = await finish(system, orders);
    return { killedAtCommit, killedIdle, redriven, ...(await judge(system.connection, orders)) };
  } finally {
    await system.stop();
    rmSync(stateDirectory, { recursive: true, force: true });
  }
};

/** The commit at which a process dies; the same seed gives the same commit. */
const crashAt = (seed: number, life: number): number =>
  1 + (createHash('sha256').update(`${seed} ${life}`).digest().readUInt32BE() % CRASH_AT_MAX);

const newOrder = (index: number): Order => {
  const orderId = randomUUID();
  const [way, events] = WAYS[index % WAYS.length] ?? WAYS[0];
  const key = objectKey({ tenant: 'Dr541r357e', channel: 'doordash', orderId }, new Date());
  return { orderId, key, body: sampleOrder('doordash-delivery', orderId).replace('dx_delivery', way), events, accepted: false };
};

/** Puts orders until all are accepted or the process is dead. The next process puts an unanswered order again. */
const putAll = async ({ connection, alive }: SystemProcess, orders: readonly Order[]): Promise<void> => {
  const left = orders.values();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const order of left) {
        if (!alive()) return;
        try {
          await putOrder(connection, order.key, order.body);
          order.accepted = true;
        } catch (error) {
          if (alive()) throw error;
          return;
        }
      }
    }),
  );
};

/** Advances time until all work is done. Redrives events that functions gave up on because of the locks of dead processes. */
const finish = async (system: SystemProcess, orders: readonly Order[]): Promise<number> => {
  await system.idleAfter(0);
  await locksRunOut(system.connection);
  let redriven = 0;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    await system.idleAfter(RETRY_WAIT_MS);
    await system.idleAfter(RETRY_WAIT_MS);
    if ((await judge(system.connection, orders)).wrong.length === 0) break;
    for (const queue of deadLetterQueues(await system.connection.resources()))
      redriven += (await redriveQueue(system.connection, queue, { republish: false })).redriven;
  }
  return redriven;
};

const judge = async (connection: Connection, orders: readonly Order[]) => {
  const wrong: string[] = [];
  for (const { orderId, events } of orders) {
    const { order, events: recorded } = await orderHistory(connection, orderId);
    const types = recorded.map(({ Metadata }) => Metadata.event_type).join(', ');
    if (order?.status !== 'PAYMENT_CAPTURED' || types !== events.join(', ')) wrong.push(`${orderId} is ${order?.status} after ${types}`);
  }
  const depths = await Promise.all(
    deadLetterQueues(await connection.resources()).map(async ({ name }) => {
      const { QueueUrl } = await connection.sqs.send(new GetQueueUrlCommand({ QueueName: name }));
      const { Attributes } = await connection.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages);
    }),
  );
  const deadLetters = depths.reduce((sum, depth) => sum + depth, 0);
  return { wrong, deadLetters, captured: await countItems(connection, paymentTable.name) };
};

interface SystemProcess {
  readonly connection: Connection;
  readonly exited: Promise<unknown>;
  alive(): boolean;
  /** Advances its clock. Resolves when nothing is running or due; never resolves if the process dies first. */
  idleAfter(moveOnMs: number): Promise<void>;
  kill(): void;
  stop(): Promise<void>;
}

const startSystemProcess = async (start: SystemProcessStart): Promise<SystemProcess> => {
  const child = fork(MAIN, [JSON.stringify(start)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  const url = await Promise.race([urlOf(child), exited.then(() => 'http://127.0.0.1:9')]);
  return {
    connection: connect({ url, environment: 'dev' }),
    exited,
    alive,
    async idleAfter(moveOnMs) {
      if (!alive()) return new Promise(() => undefined);
      const order: SystemOrder = { moveOnMs };
      const answered = once(child, 'message');
      child.send(order, () => undefined);
      await answered;
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
};

/** A process may die before it is ready, because its start also commits. */
const urlOf = async (child: ChildProcess): Promise<string> => {
  const [answer] = (await once(child, 'message')) as [SystemAnswer];
  return 'url' in answer ? answer.url : '';
};
