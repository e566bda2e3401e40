import { DEFAULT_PORT } from '@plumbline/local-aws';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { atSystem, type Looking, textsOf } from './at-system.ts';
import { ROOT } from './root.ts';

export const addReplay = (program: Command): void => {
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

export const addVersions = (program: Command): void => {
  const command = program
    .command('versions')
    .description('each event and major version: who publishes it, who consumes it, and how often it was delivered')
    .addOption(new Option('--days <count>', 'deliveries of so many days').argParser(countOf).default(14));
  atSystem<Looking & { days: number }>(command, async (connection, _given, { days }) => {
    const { versions } = await import('./versions/versions-command.ts');
    await versions(ROOT, connection, { days, now: new Date() }, (line) => console.log(line));
  });
};

export const addDeadLetters = (program: Command): void => {
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
      .description('send messages to where they were going, with their history; fix the cause first')
      .option('--all', 'every dead-letter queue', false)
      .addOption(new Option('--max <count>', 'no more than so many of each queue').argParser(countOf))
      .option('--republish', 'put an event on its bus again where only EventBridge can deliver', false),
    async (connection, [queue], flags) => (await import('./dlq/dlq-commands.ts')).redriveDeadLetters(connection, queue, flags, say),
  );
};

/** Faults are a matter of the local system: AWS has a service of its own for them. */
export const addFaults = (program: Command): void => {
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

const countOf = (text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('A count is a whole number from 1 on.');
};
