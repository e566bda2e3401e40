import { DEFAULT_PORT } from '@plumbline/local-aws';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { addRedirect } from './redirect.ts';
import { up } from './up.ts';

interface UpFlags {
  readonly port?: number;
  readonly samples: boolean;
  readonly once: boolean;
  readonly memory: boolean;
  readonly quiet: boolean;
  readonly state?: string;
  readonly faults?: string;
  readonly redirect: Readonly<Record<string, string>>;
}

export const addUp = (program: Command): void => {
  program
    .command('up')
    .description('run the synthesized system on this machine')
    .addOption(
      new Option(
        '--port <port>',
        `port of the endpoint; 0 picks a free port (default: ${DEFAULT_PORT}, with --once a free port)`,
      ).argParser(portOf),
    )
    .option('--samples', 'publish the samples of the services and show their flow', false)
    .option('--once', 'exit when the samples are processed, with code 1 on an unexpected result', false)
    .option('--memory', 'keep the state in memory only (implied by --once)', false)
    .option('--state <folder>', 'the folder for the state (default: .plumbline/state)')
    .option('--quiet', 'do not print every hop', false)
    .option('--faults <file>', 'inject the faults that a JSON file declares (docs/operate.md)')
    .option(
      '--redirect <from=to>',
      'send calls to outside URLs with this prefix to another URL, instead of only printing them',
      addRedirect,
      {},
    )
    .action(async (flags: UpFlags) => {
      const port = flags.port ?? (flags.once ? 0 : DEFAULT_PORT);
      try {
        const code = await up({
          ...flags,
          redirects: flags.redirect,
          port,
          memory: flags.memory || flags.once,
          say: (line) => console.log(line),
        });
        if (code !== undefined) process.exit(code);
      } catch (cause) {
        if ((cause as { code?: string }).code !== 'EADDRINUSE') throw cause;
        throw new Error(`Port ${port} is in use, perhaps by another "plumb up". Stop that process, or choose another port with --port.`, {
          cause,
        });
      }
    });
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('The port must be an integer from 0 to 65535.');
};
