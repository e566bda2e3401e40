import { readFile } from 'node:fs/promises';
import { DEFAULT_PORT } from '@plumbline/local-aws';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { type Connection, connect } from './connection.ts';
import { describe, drawStatus } from './draw-history.ts';
import { environmentName } from './environment-name.ts';
import { allOrders } from './order-history.ts';
import { putOrder, recognizeOrder } from './put-order.ts';
import { rejectedObjects } from './quarantine.ts';
import { showTrace } from './show-trace.ts';
import { up } from './up.ts';

const say = (line: string): void => console.log(line);

/** The command line tool. */
export const plumb = (): Command => {
  const program = new Command('plumb').description('Runs and looks at a Plumbline system, on this machine or on AWS.').showHelpAfterError();

  program
    .command('up')
    .description('run the synthesized system on this machine')
    .addOption(
      new Option('--port <port>', 'port of the endpoint; 0 takes a free one')
        .argParser(portOf)
        .default(undefined, `${DEFAULT_PORT}, with --once a free one`),
    )
    .option('--samples', 'put sample orders and show how they go through', false)
    .option('--once', 'end when the samples are through; exit code 1 when something was not as expected', false)
    .option('--memory', 'keep nothing on disk (always with --once)', false)
    .option('--quiet', 'do not tell every hop', false)
    .action(async (options: { port?: number; samples: boolean; once: boolean; memory: boolean; quiet: boolean }) => {
      const port = options.port ?? (options.once ? 0 : DEFAULT_PORT);
      try {
        const code = await up({ ...options, port, memory: options.memory || options.once, say });
        if (code !== undefined) process.exit(code);
      } catch (error) {
        throw (error as { code?: string }).code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken, perhaps by another "plumb up". Stop it, or choose another port with --port.`)
          : error;
      }
    });

  looking(program.command('orders').description('every order with its status'), async (connection) => {
    const orders = await allOrders(connection);
    for (const order of orders)
      say(`${order.created_at.slice(0, 19)}  ${order.order_id.padEnd(38)} ${drawStatus(order.status.padEnd(18))} ${describe(order)}`);
    say(pc.dim(`${orders.length} orders at ${connection.where}`));
  });

  looking(
    program.command('trace').argument('<order_id>').description("an order's history and its X-Ray trace"),
    async (connection, orderId) => {
      const { text, tree } = await showTrace(connection, orderId ?? '');
      say(text);
      if (tree === undefined || tree.broken.length > 0) process.exitCode = 1;
    },
  );

  looking(
    program
      .command('order')
      .argument('<file>', "an order's JSON, as a channel sends it")
      .description('put an order in the intake bucket')
      .option('--channel <channel>', 'doordash, olo or generic', undefined)
      .option('--tenant <tenant>', "the first part of the object's key", 'Local0000001'),
    async (connection, file, { channel, tenant = '' }) => {
      const body = await readFile(file ?? '', 'utf8');
      const known = recognizeOrder(body);
      const order = { tenant, channel: channel ?? known?.channel ?? 'generic', orderId: known?.orderId ?? 'unknown', body };
      const key = await putOrder(connection, order);
      say(`put ${key}\nnow: npm run plumb trace ${order.orderId}`);
    },
  );

  looking(program.command('quarantine').description('objects that were no orders, and why'), async (connection) => {
    const rejected = await rejectedObjects(connection);
    for (const { object, reason, detail } of rejected) say(`${object.key}\n  ${pc.yellow(reason)}: ${detail.replaceAll('\n', '\n  ')}`);
    say(pc.dim(`${rejected.length} shown (at most 10) at ${connection.where}`));
  });

  return program;
};

type Looking = { readonly url?: string; readonly aws?: boolean; readonly channel?: string; readonly tenant?: string };

/** Gives a command the options to say which system it looks at. */
const looking = (
  command: Command,
  run: (connection: Connection, argument: string | undefined, options: Looking) => Promise<void>,
): void => {
  command
    .option('--url <url>', 'the local AWS to look at (default: AWS_ENDPOINT_URL, else port 4566)')
    .option('--aws', 'look at AWS itself, with the credentials of this machine')
    .action(async (...given: unknown[]) => {
      const options = command.opts<Looking>();
      const argument = typeof given[0] === 'string' ? given[0] : undefined;
      const connection = connect({ ...options, environment: environmentName() });
      try {
        await run(connection, argument, options);
      } catch (error) {
        throw (error as { code?: string }).code === 'ECONNREFUSED'
          ? new Error(`Nothing answers at ${connection.where}. Start it with "npm start".`)
          : error;
      }
    });
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
};
