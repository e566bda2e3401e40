import { DEFAULT_PORT } from '@plumbline/local-aws';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Looking } from './commands.ts';
import type { Connection } from './connection.ts';
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
  addReplay(program);
  addDeadLetters(program);
  addFaults(program);
  return program;
};

interface UpFlags {
  readonly port?: number;
  readonly samples: boolean;
  readonly once: boolean;
  readonly memory: boolean;
  readonly quiet: boolean;
  readonly state?: string;
  readonly faults?: string;
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
    .option('--faults <file>', 'let things go wrong as a JSON file says (docs/operate.md)')
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
  atSystem(command, async (connection, given, options) => {
    const commands = await import('./commands.ts');
    await commands[name](connection, given[0] ?? '', options);
  });
};

const addReplay = (program: Command): void => {
  const command = program
    .command('replay')
    .description('give archived events to the rules again, and wait until it is done')
    .requiredOption('--from <time>', 'the first event: ISO 8601, or how long ago, such as 2h')
    .option('--to <time>', 'the last event', 'now')
    .option('--rule <name...>', 'only these rules (default: every rule that matches)')
    .option('--archive <name>', 'another archive than the bus has')
    .option('--name <name>', 'the name of the replay (default: one of this minute)');
  atSystem<Looking & { from: string; to: string; rule?: readonly string[]; archive?: string; name?: string }>(
    command,
    async (connection, _given, { from, to, rule: rules = [], archive, name }) => {
      const [{ replay }, { pointInTime }] = await Promise.all([import('./replay/replay.ts'), import('./replay/point-in-time.ts')]);
      const now = new Date();
      const options = {
        from: pointInTime(from, now),
        to: pointInTime(to, now),
        rules,
        name: name ?? `plumb-${now.toISOString().replace(/[:.]/g, '-')}`,
      };
      await replay(connection, { ...options, ...(archive !== undefined && { archive }) }, (line) => console.log(line));
    },
  );
};

const addDeadLetters = (program: Command): void => {
  const dlq = program.command('dlq').description('what could not be delivered or done: every dead-letter queue');
  const say = (line: string): void => console.log(line);
  atSystem(dlq.command('list').description('every dead-letter queue, with how much lies in it'), async (connection) => {
    await (await import('./dlq/dlq-commands.ts')).listDeadLetterQueues(connection, say);
  });
  atSystem<Looking & { max: number }>(
    dlq
      .command('show')
      .argument('<queue>')
      .description('the messages of a queue, and why they are there; they stay')
      .addOption(new Option('--max <count>', 'no more than so many').argParser(countOf).default(20)),
    async (connection, [queue = ''], { max }) => (await import('./dlq/dlq-commands.ts')).showDeadLetters(connection, queue, max, say),
  );
  atSystem<Looking & { all: boolean; max?: number; republish: boolean }>(
    dlq
      .command('redrive')
      .argument('[queue]')
      .description('send messages to where they were going, with their history; mend the cause first')
      .option('--all', 'every dead-letter queue', false)
      .addOption(new Option('--max <count>', 'no more than so many of each queue').argParser(countOf))
      .option('--republish', 'put an event on its bus again where only EventBridge can deliver', false),
    async (connection, [queue], flags) => (await import('./dlq/dlq-commands.ts')).redriveDeadLetters(connection, queue, flags, say),
  );
};

/** Faults are a matter of the local system: AWS has a service of its own for them. */
const addFaults = (program: Command): void => {
  const faults = program.command('faults').description('let things go wrong in the local system, as often as a file says');
  const say = (line: string): void => console.log(line);
  const local = (command: Command, run: (url: string, given: readonly string[]) => Promise<void>): void => {
    command.option('--url <url>', 'the local AWS (default: AWS_ENDPOINT_URL, else port 4566)').action(async (...given: unknown[]) => {
      const { url = process.env.AWS_ENDPOINT_URL ?? `http://127.0.0.1:${DEFAULT_PORT}` } = command.opts<{ url?: string }>();
      await run(url, textsOf(given));
    });
  };
  const commands = () => import('./faults-commands.ts');
  local(
    faults.command('use').argument('<file>', 'a JSON file, see docs/operate.md').description('what goes wrong from now on'),
    async (url, [file = '']) => (await commands()).useFaults(url, file, say),
  );
  local(faults.command('list').description('what goes wrong, and how often it has'), async (url) =>
    (await commands()).listFaults(url, say),
  );
  local(faults.command('clear').description('nothing goes wrong any more'), async (url) => (await commands()).clearFaults(url, say));
};

/** Adds the flags that say which system is meant, and connects to it. */
const atSystem = <Options extends Looking>(
  command: Command,
  run: (connection: Connection, given: readonly string[], options: Options) => Promise<void>,
): void => {
  command
    .option('--url <url>', 'the local AWS to look at (default: AWS_ENDPOINT_URL, else port 4566)')
    .option('--aws', 'look at AWS itself, with the credentials of this machine')
    .action(async (...given: unknown[]) => {
      const options = command.opts<Options>();
      const { connect } = await import('./connection.ts');
      const connection = connect(options);
      try {
        await run(connection, textsOf(given), options);
      } catch (cause) {
        if ((cause as { code?: string }).code !== 'ECONNREFUSED') throw cause;
        throw new Error(`Nothing answers at ${connection.where}. Start it with "npm start".`, { cause });
      }
    });
};

/** Commander hands over the arguments, then the options. */
const textsOf = (given: readonly unknown[]): readonly string[] => given.filter((each) => typeof each === 'string');

const countOf = (text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('A count is a whole number from 1 on.');
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
};
