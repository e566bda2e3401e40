import { DEFAULT_PORT } from '@plumbline/local-aws';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Looking } from './commands.ts';
import { up } from './up.ts';

/** The command line tool. */
export const plumb = (): Command => {
  const program = new Command('plumb').description('Runs and looks at a Plumbline system, on this machine or on AWS.').showHelpAfterError();
  addUp(program);
  looking(program.command('orders').description('every order with its status'), 'orders');
  looking(program.command('trace').argument('<order_id>').description("an order's history and its X-Ray trace"), 'trace');
  looking(program.command('quarantine').description('objects that were no orders, and why'), 'quarantine');
  looking(
    program
      .command('order')
      .argument('<file>', "an order's JSON, as a channel sends it")
      .description('put an order in the intake bucket')
      .option('--channel <channel>', 'doordash, olo or generic (default: told from the content)')
      .option('--order-id <id>', "the order's id (default: told from the content)")
      .option('--tenant <tenant>', "the first part of the object's key", 'Local0000001'),
    'order',
  );
  return program;
};

interface UpFlags {
  readonly port?: number;
  readonly samples: boolean;
  readonly once: boolean;
  readonly memory: boolean;
  readonly quiet: boolean;
  readonly state?: string;
}

const addUp = (program: Command): void => {
  program
    .command('up')
    .description('run the synthesized system on this machine')
    .addOption(
      new Option('--port <port>', `port of the endpoint; 0 takes a free one (default: ${DEFAULT_PORT}, with --once a free one)`).argParser(
        portOf,
      ),
    )
    .option('--samples', 'put sample orders and show how they go through', false)
    .option('--once', 'end when the samples are through; exit code 1 when something was not as expected', false)
    .option('--memory', 'keep nothing on disk (always with --once)', false)
    .option('--state <folder>', 'the folder for what is kept (default: .plumbline/state)')
    .option('--quiet', 'do not tell every hop', false)
    .action(async (flags: UpFlags) => {
      const port = flags.port ?? (flags.once ? 0 : DEFAULT_PORT);
      try {
        const code = await up({ ...flags, port, memory: flags.memory || flags.once, say: (line) => console.log(line) });
        if (code !== undefined) process.exit(code);
      } catch (cause) {
        if ((cause as { code?: string }).code !== 'EADDRINUSE') throw cause;
        throw new Error(`Port ${port} is taken, perhaps by another "plumb up". Stop it, or choose another port with --port.`, { cause });
      }
    });
};

/** A command that looks at a running system. The AWS SDK is loaded when it is called, not before. */
const looking = (command: Command, name: 'orders' | 'trace' | 'order' | 'quarantine'): void => {
  command
    .option('--url <url>', 'the local AWS to look at (default: AWS_ENDPOINT_URL, else port 4566)')
    .option('--aws', 'look at AWS itself, with the credentials of this machine')
    .action(async (...given: unknown[]) => {
      const options = command.opts<Looking>();
      const { connect } = await import('./connection.ts');
      const commands = await import('./commands.ts');
      const connection = connect(options);
      try {
        await commands[name](connection, typeof given[0] === 'string' ? given[0] : '', options);
      } catch (cause) {
        if ((cause as { code?: string }).code !== 'ECONNREFUSED') throw cause;
        throw new Error(`Nothing answers at ${connection.where}. Start it with "npm start".`, { cause });
      }
    });
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
};
