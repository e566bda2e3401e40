import { mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Resource, resolveStack, type StackFile } from '@plumbline/topology';
import { type Account, LOCAL_ACCOUNT } from './account.ts';
import { openApiGateway } from './apigateway/api-gateway.ts';
import type { Clock } from './clock/clock.ts';
import { systemClock } from './clock/system-clock.ts';
import { type DeployReport, deploy } from './deploy/deploy.ts';
import { openDynamoDb } from './dynamodb/dynamodb.ts';
import { type Endpoint, LOOPBACK, startEndpoint } from './endpoint/endpoint.ts';
import { type Events, openEvents } from './events/events.ts';
import { openIam } from './iam/iam.ts';
import { openLambda } from './lambda/lambda.ts';
import { openLogs } from './logs/logs.ts';
import type { Observer } from './occurrence.ts';
import { openS3 } from './s3/s3.ts';
import { openSqs } from './sqs/sqs.ts';
import { openJobs } from './store/jobs.ts';
import { openStore } from './store/store.ts';
import { openSts } from './sts/sts.ts';
import { openXray } from './xray/xray.ts';

export interface LocalAwsProps {
  /** The synthesized stacks to run. */
  readonly stacks: readonly StackFile[];
  /** 0 takes any free port. @default 4566 */
  readonly port?: number;
  /** The folder for state, which survives restarts. @default in memory, gone with the process */
  readonly stateDirectory?: string;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** @default account 000000000000, eu-west-1 */
  readonly account?: Account;
  /** Environments of one function that may run at once. @default 4 */
  readonly concurrencyMax?: number;
  /** Told of everything that happens. @default nobody is */
  readonly observe?: Observer;
  /** Told of failures of local-aws itself. @default written to stderr */
  readonly onError?: (error: unknown) => void;
}

/** A running local AWS. */
export interface LocalAws {
  /** Give it to any AWS SDK as `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly report: DeployReport;
  /** The deployed resources, with their references resolved. */
  readonly resources: readonly Resource[];
  /** Resolves when nothing is running or due at the moment. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** LocalStack's port, which tools expect. */
export const DEFAULT_PORT = 4566;
const CONCURRENCY_MAX_DEFAULT = 4;

/**
 * Starts an AWS on this machine with everything that the stacks declare.
 *
 * @throws TopologyError when a stack can't be resolved; Error with code `EADDRINUSE` when the port is taken.
 * @example
 * ```ts
 * const aws = await startLocalAws({ stacks: await readStacks('infra/cdktf.out'), port: 0 });
 * const s3 = new S3Client({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
 * ```
 */
export const startLocalAws = async (props: LocalAwsProps): Promise<LocalAws> => {
  const { account = LOCAL_ACCOUNT, clock = systemClock(), observe = () => undefined, onError = (error) => console.error(error) } = props;
  const temporary = props.stateDirectory === undefined;
  const directory = props.stateDirectory ?? mkdtempSync(join(tmpdir(), 'plumbline-'));
  await mkdir(directory, { recursive: true });
  const store = openStore(temporary ? ':memory:' : join(directory, 'state.db'));
  const jobs = openJobs(store, clock, onError);

  let endpoint: Endpoint | undefined;
  const endpointUrl = (): string => endpoint?.url ?? `http://${LOOPBACK}:${props.port ?? DEFAULT_PORT}`;
  let events: Events | undefined;
  const iam = openIam(account);
  const logs = openLogs({ store, clock, account });
  const xray = openXray(store);
  const sqs = openSqs({ store, clock, account, endpointUrl });
  const dynamoDb = openDynamoDb({ store, clock, account });
  const s3 = openS3({ store, clock, account, emitEvent: (event) => events?.emit(event) });
  const codeDirectory = join(directory, 'functions');
  const concurrencyMax = props.concurrencyMax ?? CONCURRENCY_MAX_DEFAULT;
  const lambda = openLambda({ store, clock, jobs, account, iam, logs, xray, sqs, endpointUrl, codeDirectory, concurrencyMax, observe });
  const apiGateway = openApiGateway({ account, clock, iam, lambda, logs, xray });
  events = openEvents({ store, clock, jobs, account, iam, logs, sqs, lambda, apiGateway, observe, random: Math.random });

  const services = [
    s3.service,
    sqs.service,
    dynamoDb.service,
    logs.service,
    xray.service,
    lambda.service,
    events.service,
    openSts(account),
  ];
  endpoint = await startEndpoint({ port: props.port ?? DEFAULT_PORT, services, executeApi: apiGateway.executeApi, iam, store, onError });

  const stop = async (): Promise<void> => {
    await endpoint?.close();
    const stopped = jobs.stop();
    await lambda.stop();
    await stopped;
    dynamoDb.stop();
    s3.stop();
    sqs.stop();
    store.close();
    if (temporary) await rm(directory, { recursive: true, force: true });
  };

  try {
    const world = { ...account, sqsEndpoint: endpoint.url };
    const resources = props.stacks.flatMap((stack) => resolveStack(stack, world));
    const report = await deploy(resources, { account, clock, iam, s3, sqs, dynamoDb, logs, lambda, apiGateway, events });
    sqs.start();
    dynamoDb.start();
    s3.start();
    lambda.start();
    jobs.start();
    return { url: endpoint.url, report, resources, idle: () => jobs.idle(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
