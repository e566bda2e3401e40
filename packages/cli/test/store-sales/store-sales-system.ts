import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NOBODYS_ADDRESS } from '@plumbline/event-kit';
import { type FaultPlan, type VirtualClock, virtualClock } from '@plumbline/local-aws';
import { readServiceCommands } from '../../src/service-commands/read-service-commands.ts';
import { runServiceCommand } from '../../src/service-commands/run-service-command.ts';
import { ROOT, type RunningSystem, startSystem } from '../running-system.ts';

/** A request to the supplier. */
export interface Arrival {
  /** By the system's clock. */
  readonly atMs: number;
  readonly headers: IncomingHttpHeaders;
  readonly event: { readonly id: string; readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

type Amount = { readonly cents: number; readonly events: number };

/** The data that `plumb stores report` draws. */
export interface Report {
  readonly all: Amount;
  readonly by_store: readonly (Amount & { readonly store_id: string })[];
  readonly by_category: readonly (Amount & { readonly category: string })[];
  readonly by_day: readonly (Amount & { readonly day: string })[];
  readonly rejected: readonly { readonly reason: string; readonly events: number }[];
}

/** The whole system with a supplier on this machine, under a clock that the test advances. */
export interface StoreSalesSystem extends RunningSystem {
  readonly clock: VirtualClock;
  /** In the order of arrival, with every repetition. */
  readonly arrivals: readonly Arrival[];
  /** Whether the supplier closes every connection. */
  readonly supplier: { down: boolean; readonly calledAtMs: readonly number[] };
  produce(count: number, seed: number): Promise<void>;
  report(of: 'sales' | 'inventory'): Promise<Report>;
  stop(): Promise<void>;
}

export const startStoreSales = async (faults?: FaultPlan): Promise<StoreSalesSystem> => {
  const arrivals: Arrival[] = [];
  const supplier = { down: false, calledAtMs: [] as number[] };
  const server = createServer((request, response) => {
    supplier.calledAtMs.push(clock.now());
    if (supplier.down) {
      request.destroy();
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.once('end', () => {
      arrivals.push({ atMs: clock.now(), headers: request.headers, event: JSON.parse(body) as Arrival['event'] });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const clock: VirtualClock = virtualClock(Date.UTC(2026, 10, 21, 9), () => system.aws.idle());
  const outbound = { redirects: { [NOBODYS_ADDRESS]: `http://127.0.0.1:${port}/` } };
  const system = await startSystem(undefined, { clock, outbound, ...(faults !== undefined && { faults }) });
  const { commands } = await readServiceCommands(ROOT);
  /** Runs a command with its words, and returns the last answer of its function. */
  const run = async (words: string, typed: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const command = commands.find((one) => one.words === words);
    if (command === undefined || !('invokes' in command)) throw new Error(`No service declares "plumb ${words}".`);
    let last: unknown;
    const draw = (answer: unknown): readonly string[] => {
      last = answer;
      return [];
    };
    await runServiceCommand(system.connection, { ...command, draw }, typed, () => undefined);
    return last;
  };
  return {
    ...system,
    clock,
    arrivals,
    supplier,
    produce: async (count, seed) => void (await run('stores produce', { count, seed })),
    report: async (of) => (await run('stores report', { of })) as Report,
    async stop() {
      await system.aws.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
