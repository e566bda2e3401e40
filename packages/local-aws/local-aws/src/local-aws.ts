import { mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Account,
  type Clock,
  type DeployReport,
  type FaultPlan,
  type Faults,
  LOCAL_ACCOUNT,
  NO_FAULTS,
  type Observer,
  type Outbound,
  openServices,
  type ServiceModule,
  systemClock,
} from '@plumbline/local-aws-kernel';
import type { SesOptions } from '@plumbline/local-aws-sesv2';
import { type Resource, resolveStack, type StackFile } from '@plumbline/topology';
import { allServices } from './all-services.ts';

export interface LocalAwsProps {
  /** The synthesized stacks to run. */
  readonly stacks: readonly StackFile[];
  /** 0 selects any free port. @default 4566 */
  readonly port?: number;
  /** The folder for state, which survives restarts. @default in memory, lost with the process */
  readonly stateDirectory?: string;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** @default account 000000000000, eu-west-1 */
  readonly account?: Account;
  /**
   * The services to run, such as `[dynamodb]` of `@plumbline/local-aws-dynamodb` in a test that needs no other service. A resource of a
   * service that is not in the list is reported as unknown. @default all of them
   */
  readonly services?: readonly ServiceModule[];
  /** The maximum number of concurrent environments of one function, when every service runs. @default 2 */
  readonly concurrencyMax?: number;
  /** The settings of SES, when every service runs. @default out of the sandbox */
  readonly ses?: SesOptions;
  /** The URLs outside local-aws that services may call. @default this machine only */
  readonly outbound?: Outbound;
  /** The injected faults. @default none */
  readonly faults?: FaultPlan;
  /** Receives every occurrence. @default none */
  readonly observe?: Observer;
  /** Receives failures of local-aws itself. @default written to stderr */
  readonly onError?: (error: unknown) => void;
}

/** A running local AWS. */
export interface LocalAws {
  /** Give it to any AWS SDK as `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly report: DeployReport;
  /** The deployed resources, with their references resolved. */
  readonly resources: readonly Resource[];
  /** The injected faults, from now on. */
  readonly faults: Faults;
  /** Resolves when no delivery, invocation or batch of messages is running or due. */
  idle(): Promise<void>;
  /** Stops all services and releases the port and the files. May be called again. */
  stop(): Promise<void>;
}

/** LocalStack's port, which tools expect. */
export const DEFAULT_PORT = 4566;

/**
 * Starts a local AWS with all resources that the stacks declare.
 *
 * @throws TopologyError when a stack can't be resolved; Error with code `EADDRINUSE` when the port is in use.
 * @example
 * ```ts
 * const aws = await startLocalAws({ stacks: await readStacks('infra/cdktf.out'), port: 0 });
 * const s3 = new S3Client({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
 * ```
 */
export const startLocalAws = async (props: LocalAwsProps): Promise<LocalAws> => {
  const { account = LOCAL_ACCOUNT, clock = systemClock(), outbound = {} } = props;
  const { faults = NO_FAULTS, observe = () => undefined, onError = (error) => console.error(error) } = props;
  const temporary = props.stateDirectory === undefined;
  const directory = props.stateDirectory ?? mkdtempSync(join(tmpdir(), 'plumbline-'));
  await mkdir(directory, { recursive: true });
  const file = temporary ? ':memory:' : join(directory, 'state.db');
  const modules = Object.fromEntries((props.services ?? Object.values(allServices(props))).map((module) => [module.name, module]));
  const core = openServices(modules, {
    account,
    clock,
    file,
    directory,
    outbound,
    faultPlan: faults,
    random: Math.random,
    observe,
    onError,
  });

  const shutDown = async (): Promise<void> => {
    await core.stop();
    if (temporary) await rm(directory, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= shutDown();
    return stopping;
  };

  try {
    const { url } = await core.listen(props.port ?? DEFAULT_PORT);
    const resources = props.stacks.flatMap((stack) => resolveStack(stack, { ...account, sqsEndpoint: url, localEndpoint: url }));
    const report = await core.deploy(resources);
    core.start();
    return { url, report, resources, faults: core.faults, idle: core.idle, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
