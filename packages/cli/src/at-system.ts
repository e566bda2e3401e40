import type { Command } from 'commander';
import type { Connection } from './connection.ts';

/** The flags that select the system. */
export interface Looking {
  readonly url?: string;
  readonly aws?: boolean;
}

/** Adds the flags that select the system, and connects to it. */
export const atSystem = <Options extends Looking>(
  command: Command,
  run: (connection: Connection, given: readonly string[], options: Options) => Promise<void>,
): void => {
  command
    .option('--url <url>', 'the local AWS to use (default: AWS_ENDPOINT_URL, else port 4566)')
    .option('--aws', 'use AWS itself, with the credentials of this machine')
    .action(async (...given: unknown[]) => {
      const options = command.opts<Options>();
      const { connect } = await import('./connection.ts');
      const connection = connect(options);
      try {
        await run(connection, textsOf(given), options);
      } catch (cause) {
        if ((cause as { code?: string }).code !== 'ECONNREFUSED') throw cause;
        throw new Error(`Nothing answers at ${connection.where}. Start the local system with "npm start".`, { cause });
      }
    });
};

/** Commander passes the arguments, then the options. */
export const textsOf = (given: readonly unknown[]): readonly string[] => given.filter((each) => typeof each === 'string');
