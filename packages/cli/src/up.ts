import { readFile } from 'node:fs/promises';
import { NOBODYS_ADDRESS, type PlumbCommand } from '@plumbline/event-kit';
import { type FaultPlan, LOCAL_ACCOUNT, type Occurrence, readFaultPlan, startLocalAws } from '@plumbline/local-aws';
import { readStacks } from '@plumbline/topology';
import pc from 'picocolors';
import { drawOccurrence } from './draw-occurrence.ts';
import { startReceiver } from './receiver.ts';
import { ROOT } from './root.ts';

export interface UpOptions {
  readonly port: number;
  /** Publish the samples of the services and show their flow. */
  readonly samples: boolean;
  /** Exit when the samples are processed, instead of running on. */
  readonly once: boolean;
  /** Keep the state in memory only. */
  readonly memory: boolean;
  /** The folder for the state. @default `.plumbline/state` */
  readonly state?: string;
  /** Do not print every hop. */
  readonly quiet: boolean;
  /** A JSON file that declares faults. @default no faults */
  readonly faults?: string;
  /** Replacement URLs for calls to addresses outside AWS, by URL prefix. */
  readonly redirects: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Runs the synthesized system. Returns the process's exit code when the run ends without a signal; otherwise runs until it is stopped. */
export const up = async (options: UpOptions): Promise<number | undefined> => {
  const { say } = options;
  const startMs = performance.now();
  const seen: Occurrence[] = [];
  let watching = options.samples;
  const receiver = await startReceiver(options.quiet ? () => undefined : say);
  const aws = await startLocalAws({
    stacks: await readStacks(`${ROOT}infra/cdktf.out`),
    port: options.port,
    outbound: { redirects: { [NOBODYS_ADDRESS]: receiver.url, ...options.redirects } },
    ...(options.faults === undefined ? {} : { faults: await faultsOf(options.faults) }),
    ...(options.memory ? {} : { stateDirectory: options.state ?? `${ROOT}.plumbline/state` }),
    observe: (occurrence) => {
      if (watching) seen.push(occurrence);
      const line = options.quiet && occurrence.kind !== 'warning' ? undefined : drawOccurrence(occurrence);
      if (line !== undefined) say(line);
    },
  });
  const stop = async (): Promise<void> => {
    await aws.stop();
    await receiver[Symbol.asyncDispose]();
  };
  say(pc.green(`ready in ${Math.round(performance.now() - startMs)} ms: ${aws.report.deployed} resources at ${pc.bold(aws.url)}`));
  for (const { address, stack } of aws.report.unknown) {
    say(
      pc.yellow(
        `warning: local-aws does not support ${address} (stack ${stack}). It skips the resource; resources that depend on it will not work.`,
      ),
    );
  }
  // Loads the AWS SDK for the samples only, to save its memory in a system without them.
  const broughtAlong = options.samples
    ? await (await import('./service-commands/read-service-commands.ts')).readServiceCommands(ROOT)
    : undefined;
  const failures = broughtAlong === undefined ? [] : await (await import('./run-samples.ts')).runSamples(aws, seen, broughtAlong, say);
  watching = false;
  if (!options.once) {
    stopOnSignal(stop, say);
    say(tryNext(aws.url, broughtAlong?.commands));
    return undefined;
  }
  await stop();
  return failures.length === 0 ? 0 : 1;
};

const faultsOf = async (file: string): Promise<FaultPlan> => {
  try {
    return readFaultPlan(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message}`, { cause });
  }
};

/** Stops in order and lets running functions finish. Accepted work is on disk in any case. */
const stopOnSignal = (stop: () => Promise<void>, say: (line: string) => void): void => {
  const onSignal = (): void => {
    say('\nstopping; unfinished work resumes at the next start');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
};

/** @param commands the commands of the services, once they are loaded */
const tryNext = (url: string, commands: readonly PlumbCommand[] | undefined): string => {
  const ofServices = commands?.map(({ words, argument, example, summary }) => {
    const typed = example ?? (argument === undefined ? words : `${words} <${argument}>`);
    return tried(`npm run plumb ${typed}`, summary);
  });
  const lines = [
    ...(ofServices ?? [tried('npm run plumb -- --help', 'list all commands')]),
    tried('npm run plumb dlq list', 'list the dead-letter queues'),
    `export AWS_ENDPOINT_URL=${url} AWS_REGION=${LOCAL_ACCOUNT.region} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
    tried('aws --endpoint-url $AWS_ENDPOINT_URL s3 ls', 'use any AWS tool'),
  ];
  return `
${pc.bold('It keeps running; Ctrl-C stops it. In another terminal:')}
${lines.map((line) => `  ${line}`).join('\n')}
${commands === undefined ? '' : `\nChange a handler below services/, run ${pc.bold('npm start')} again, and see it.`}`;
};

const tried = (command: string, why: string): string => `${command.padEnd(COMMAND_WIDTH)}${why}`;

const COMMAND_WIDTH = 72;
