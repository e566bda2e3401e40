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
      new Option('--port <port>', `port of the endpoint; 0 takes a free one (default: ${DEFAULT_PORT}, with --once a free one)`).argParser(
        portOf,
      ),
    )
    .option('--samples', 'put the samples of the services and show how they go through', false)
    .option('--once', 'end when the samples are through; exit code 1 when something was not as expected', false)
    .option('--memory', 'keep nothing on disk (always with --once)', false)
    .option('--state <folder>', 'the folder for what is kept (default: .plumbline/state)')
    .option('--quiet', 'do not tell every hop', false)
    .option('--faults <file>', 'let things go wrong as a JSON file says (docs/operate.md)')
    .option(
      '--redirect <from=to>',
      'send calls to URLs outside that begin so to another place, instead of only showing them',
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
        throw new Error(`Port ${port} is taken, perhaps by another "plumb up". Stop it, or choose another port with --port.`, { cause });
      }
    });
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
};
