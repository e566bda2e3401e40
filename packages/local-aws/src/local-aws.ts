import { mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Resource, resolveStack, type StackFile } from '@plumbline/topology';
import { type Account, LOCAL_ACCOUNT } from './account.ts';
import { openApiGateway } from './apigateway/api-gateway.ts';
import type { Clock } from './clock/clock.ts';
import { systemClock } from './clock/system-clock.ts';
import { type DeployReport, deploy, type Services } from './deploy/deploy.ts';
import { openDynamoDb } from './dynamodb/dynamodb.ts';
import type { AwsService } from './endpoint/aws-service.ts';
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts';
import { type Events, openEvents } from './events/events.ts';
import { type Iam, openIam } from './iam/iam.ts';
import { idle } from './idle.ts';
import { type Lambda, openLambda } from './lambda/lambda.ts';
import { openLogs } from './logs/logs.ts';
import type { Observer } from './occurrence.ts';
import { openS3 } from './s3/s3.ts';
import { openSqs } from './sqs/sqs.ts';
import { type Jobs, openJobs } from './store/jobs.ts';
import { openStore, type Store } from './store/store.ts';
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
  /** Environments of one function that may run at once. @default 2 */
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
  /** Resolves when nothing is running or due at the moment: no delivery, no invocation, no batch of messages. */
  idle(): Promise<void>;
  /** Ends everything and lets go of the port and the files. May be called again. */
  stop(): Promise<void>;
}

/** LocalStack's port, which tools expect. */
export const DEFAULT_PORT = 4566;
const CONCURRENCY_MAX_DEFAULT = 2;

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
  const { observe = () => undefined, onError = (error) => console.error(error) } = props;
  const temporary = props.stateDirectory === undefined;
  const directory = props.stateDirectory ?? mkdtempSync(join(tmpdir(), 'plumbline-'));
  await mkdir(directory, { recursive: true });
  const core = openCore(props, { file: temporary ? ':memory:' : join(directory, 'state.db'), directory, observe, onError });
  const { jobs, lambda, services } = core;

  let endpoint: Endpoint | undefined;
  const shutDown = async (): Promise<void> => {
    // The requests in flight end when what they wait for does.
    const closed = endpoint?.close();
    const stopped = jobs.stop();
    await lambda.stop();
    await stopped;
    services.sqs.stop();
    await closed;
    services.dynamoDb.stop();
    services.s3.stop();
    core.store.close();
    if (temporary) await rm(directory, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= shutDown();
    return stopping;
  };

  try {
    endpoint = await startEndpoint({ ...core, port: props.port ?? DEFAULT_PORT, services: core.httpServices, onError });
    core.endpointUrl = endpoint.url;
    const resources = props.stacks.flatMap((stack) => resolveStack(stack, { ...services.account, sqsEndpoint: core.endpointUrl }));
    const report = await deploy(resources, services);
    services.sqs.start();
    services.dynamoDb.start();
    services.s3.start();
    lambda.start();
    jobs.start();
    return { url: endpoint.url, report, resources, idle: () => idle(core), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Every service, wired but not started. */
interface Core {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly services: Services;
  readonly httpServices: readonly AwsService[];
  readonly executeApi: AwsService;
  /** Known once the endpoint listens. */
  endpointUrl: string;
}

interface Place {
  readonly file: string;
  readonly directory: string;
  readonly observe: Observer;
  readonly onError: (error: unknown) => void;
}

const openCore = (props: LocalAwsProps, { file, directory, observe, onError }: Place): Core => {
  const { account = LOCAL_ACCOUNT, clock = systemClock(), concurrencyMax = CONCURRENCY_MAX_DEFAULT } = props;
  const store = openStore(file);
  const jobs = openJobs(store, clock, onError);
  const endpointUrl = (): string => core.endpointUrl;
  const iam = openIam(account);
  const logs = openLogs({ store, clock, account });
  const xray = openXray(store);
  const sqs = openSqs({ store, clock, account, endpointUrl });
  const dynamoDb = openDynamoDb({ store, clock, account });
  const s3 = openS3({ store, clock, account, emitEvent: (event) => events.emit(event) });
  const codeDirectory = join(directory, 'functions');
  const lambda = openLambda({ store, clock, jobs, account, iam, logs, xray, sqs, endpointUrl, codeDirectory, concurrencyMax, observe });
  const apiGateway = openApiGateway({ account, clock, iam, lambda, logs, xray });
  const events: Events = openEvents({ store, clock, jobs, account, iam, logs, sqs, lambda, apiGateway, observe, random: Math.random });
  const core: Core = {
    store,
    jobs,
    iam,
    lambda,
    services: { account, clock, iam, s3, sqs, dynamoDb, logs, lambda, apiGateway, events },
    httpServices: [s3.service, sqs.service, dynamoDb.service, logs.service, xray.service, lambda.service, events.service, openSts(account)],
    executeApi: apiGateway.executeApi,
    endpointUrl: '',
  };
  return core;
};
