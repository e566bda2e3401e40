import { DEFAULT_PORT } from '@plumbline/local-aws';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { atSystem, type Looking, textsOf } from './at-system.ts';
import type { MailFlags } from './mail/mail-commands.ts';
import { ROOT } from './root.ts';
import type { ListFlags, ShowFlags } from './workflow/workflow-commands.ts';

export const addReplay = (program: Command): void => {
  const command = program
    .command('replay')
    .description('replay archived events to the rules, and wait until the replay ends')
    .requiredOption('--from <time>', 'the first event: ISO 8601, or how long ago, such as 2h')
    .option('--to <time>', 'the last event', 'now')
    .option('--rule <name...>', 'only these rules (default: every rule that matches)')
    .option('--archive <name>', 'use this archive instead of the bus’s own')
    .option('--name <name>', 'the name of the replay (default: generated from the current minute)');
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
    .description('list each event and major version with its publishers, consumers and deliveries')
    .addOption(new Option('--days <count>', 'count the deliveries of this number of days').argParser(countOf).default(14));
  atSystem<Looking & { days: number }>(command, async (connection, _given, { days }) => {
    const { versions } = await import('./versions/versions-command.ts');
    await versions(ROOT, connection, { days, now: new Date() }, (line) => console.log(line));
  });
};

export const addDeadLetters = (program: Command): void => {
  const dlq = program.command('dlq').description('inspect and redrive the dead-letter queues');
  const say = (line: string): void => console.log(line);
  atSystem(dlq.command('list').description('list every dead-letter queue with its number of messages'), async (connection) => {
    await (await import('./dlq/dlq-commands.ts')).listDeadLetterQueues(connection, say);
  });
  atSystem<Looking & { max: number }>(
    dlq
      .command('show')
      .argument('<queue>')
      .description('show the messages of a queue and the cause of each; the messages stay in the queue')
      .addOption(new Option('--max <count>', 'show at most this number of messages').argParser(countOf).default(20)),
    async (connection, [queue = ''], { max }) => (await import('./dlq/dlq-commands.ts')).showDeadLetters(connection, queue, max, say),
  );
  atSystem<Looking & { all: boolean; max?: number; republish: boolean; edit: boolean; message?: string; set: readonly string[] }>(
    dlq
      .command('redrive')
      .argument('[queue]')
      .description('send messages to their original targets, with their history; fix the cause first')
      .option('--all', 'redrive every dead-letter queue', false)
      .addOption(new Option('--max <count>', 'send at most this number of messages of each queue').argParser(countOf))
      .option('--republish', 'publish an event on its bus again when only EventBridge can deliver to its target', false)
      .option('--edit', 'correct one message in an editor before it is sent; its contract checks it, its history keeps the change', false)
      .option('--set <path=value...>', 'correct values instead, such as Data.quantity=2', [])
      .option('--message <id>', 'the message to correct, by its id or the beginning of it'),
    async (connection, [queue], flags) => (await import('./dlq/dlq-commands.ts')).redriveDeadLetters(connection, queue, flags, say),
  );
};

/** Faults exist only in the local system. For AWS, use AWS Fault Injection Service. */
export const addFaults = (program: Command): void => {
  const faults = program.command('faults').description('inject faults into the local system');
  const say = (line: string): void => console.log(line);
  const commands = () => import('./faults-commands.ts');
  local(
    faults.command('use').argument('<file>', 'a JSON file, see docs/operate.md').description('inject the faults of this file from now on'),
    async (url, [file = '']) => (await commands()).useFaults(url, file, say),
  );
  local(faults.command('list').description('list the active faults with the number of their hits'), async (url) =>
    (await commands()).listFaults(url, say),
  );
  local(faults.command('clear').description('remove all faults'), async (url) => (await commands()).clearFaults(url, say));
};

/** The mailbox exists only in the local system: AWS delivers mail to its receivers. */
export const addMail = (program: Command): void => {
  const mail = program.command('mail').description('read the mails that the local system sent');
  const say = (line: string): void => console.log(line);
  const commands = () => import('./mail/mail-commands.ts');
  local<MailFlags>(
    mail
      .command('list')
      .description('list the mails, the newest first')
      .option('--to <address>', 'only mails to this address')
      .option('--subject <text>', 'only mails whose subject contains this text')
      .option('--since <time>', 'only mails since this time, in ISO 8601')
      .addOption(new Option('--max <count>', 'show at most this number of mails').argParser(countOf))
      .option('--json', 'print JSON', false),
    async (url, _given, { url: _url, ...flags }) => (await commands()).listMail(url, flags, say),
  );
  local<MailFlags>(
    mail.command('show').argument('<id>').description('show one mail with its text and its links').option('--json', 'print JSON', false),
    async (url, [id = ''], flags) => (await commands()).showMail(url, id, flags, say),
  );
};

export const addWorkflows = (program: Command): void => {
  const workflow = program.command('workflow').description('inspect the executions of state machines');
  const say = (line: string): void => console.log(line);
  const commands = () => import('./workflow/workflow-commands.ts');
  atSystem<Looking & ListFlags>(
    workflow
      .command('list')
      .description('list executions, the newest first')
      .option('--machine <name>', 'only state machines whose name contains this text')
      .addOption(
        new Option('--status <status>', 'only executions with this status').choices([
          'RUNNING',
          'SUCCEEDED',
          'FAILED',
          'TIMED_OUT',
          'ABORTED',
        ]),
      )
      .addOption(new Option('--max <count>', 'show at most this number of executions').argParser(countOf).default(20)),
    async (connection, _given, flags) => (await commands()).listExecutions(connection, flags, say),
  );
  atSystem<Looking & ShowFlags>(
    workflow
      .command('show')
      .argument('<execution>', 'its name or its ARN')
      .description('draw the states of one execution, with durations, retries and errors')
      .option('--data', 'show the input and output of each state', false)
      .option('--json', 'print JSON', false),
    async (connection, [execution = ''], flags) => (await commands()).showExecution(connection, execution, flags, say),
  );
};

/** Adds the flag that selects the local system. */
const local = <Options extends object>(
  command: Command,
  run: (url: string, given: readonly string[], options: Options & { readonly url?: string }) => Promise<void>,
): void => {
  command.option('--url <url>', 'the local AWS (default: AWS_ENDPOINT_URL, else port 4566)').action(async (...given: unknown[]) => {
    const options = command.opts<Options & { url?: string }>();
    await run(options.url ?? process.env.AWS_ENDPOINT_URL ?? `http://127.0.0.1:${DEFAULT_PORT}`, textsOf(given), options);
  });
};

const countOf = (text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('The count must be a positive integer.');
};
