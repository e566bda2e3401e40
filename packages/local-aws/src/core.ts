import { join } from 'node:path';
import type { Account } from './account.ts';
import { type ApiGateway, openApiGateway } from './apigateway/api-gateway.ts';
import type { Clock } from './clock/clock.ts';
import { type DynamoDb, openDynamoDb } from './dynamodb/dynamodb.ts';
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts';
import type { Outbound } from './events/api-destinations/outbound.ts';
import { type Events, openEvents } from './events/events.ts';
import { callFaults } from './faults/call-faults.ts';
import type { FaultPlan } from './faults/fault.ts';
import { type Faults, openFaults } from './faults/faults.ts';
import { faultsService } from './faults/faults-service.ts';
import { type Iam, openIam } from './iam/iam.ts';
import { type Lambda, openLambda } from './lambda/lambda.ts';
import { type Logs, openLogs } from './logs/logs.ts';
import type { Observer } from './occurrence.ts';
import { openS3, type S3 } from './s3/s3.ts';
import { openScheduler, type Scheduler } from './scheduler/scheduler.ts';
import { openSqs, type Sqs } from './sqs/sqs.ts';
import { openStepFunctions, type StepFunctions } from './stepfunctions/step-functions.ts';
import { type Jobs, openJobs } from './store/jobs.ts';
import { openStore, type Store } from './store/store.ts';
import { openSts } from './sts/sts.ts';
import { openXray, type Xray } from './xray/xray.ts';

export interface CoreProps {
  readonly account: Account;
  readonly clock: Clock;
  /** The database's path, or `:memory:`. */
  readonly file: string;
  /** Where functions are unpacked. */
  readonly directory: string;
  readonly concurrencyMax: number;
  readonly outbound: Outbound;
  readonly faultPlan: FaultPlan;
  /** Between 0 and 1: the jitter of retries. */
  readonly random: () => number;
  readonly observe: Observer;
  readonly onError: (error: unknown) => void;
}

/** Every service, wired to the others. */
export interface Core {
  readonly account: Account;
  readonly clock: Clock;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly faults: Faults;
  readonly iam: Iam;
  readonly logs: Logs;
  readonly xray: Xray;
  readonly sqs: Sqs;
  readonly dynamoDb: DynamoDb;
  readonly s3: S3;
  readonly lambda: Lambda;
  readonly apiGateway: ApiGateway;
  readonly events: Events;
  readonly stepFunctions: StepFunctions;
  readonly scheduler: Scheduler;
  /** Opens the endpoint; before that nothing can be called, and nobody knows the URL. */
  listen(port: number): Promise<Endpoint>;
  /** Starts what runs by itself. Call it when everything is deployed. */
  start(): void;
  /** Ends everything: requests and jobs in flight end when what they wait for does. */
  stop(): Promise<void>;
}

export const openCore = ({
  account,
  clock,
  file,
  directory,
  concurrencyMax,
  outbound,
  faultPlan,
  random,
  observe,
  onError,
}: CoreProps): Core => {
  let endpoint: Endpoint | undefined;
  const endpointUrl = (): string => endpoint?.url ?? '';
  const faults = openFaults(observe, faultPlan);
  const store = openStore(file, () => {
    // As if the machine lost its power: nothing that is not on disk survives.
    if (faults.strike('crash', { kind: 'process', name: '' }) !== undefined) process.kill(process.pid, 'SIGKILL');
  });
  const jobs = openJobs(store, clock, onError);
  const iam = openIam(account);
  const logs = openLogs({ store, clock, account });
  const xray = openXray(store);
  const sqs = openSqs({ store, clock, account, faults, endpointUrl });
  const dynamoDb = openDynamoDb({ store, clock, account });
  const s3 = openS3({ store, clock, account, emitEvent: (event) => events.emit(event) });
  const codeDirectory = join(directory, 'functions');
  const lambda = openLambda({
    ...{ store, clock, jobs, account, iam, logs, xray, sqs, s3, endpointUrl, codeDirectory, concurrencyMax, faults, observe },
    putEvent: (entry, traceHeader) => events.accept(entry, traceHeader),
  });
  const apiGateway = openApiGateway({ account, clock, iam, lambda, logs, xray });
  const stepFunctions = openStepFunctions({
    ...{ store, clock, jobs, account, iam, logs, random },
    services: () => ({ lambda: lambda.service, sqs: sqs.service, dynamodb: dynamoDb.service, events: events.service }),
    emitEvent: (event) => events.emit(event),
  });
  const events: Events = openEvents({
    ...{ store, clock, jobs, account, iam, logs, sqs, lambda, apiGateway, stepFunctions, outbound, observe, faults, random },
  });
  const scheduler = openScheduler({
    ...{ store, clock, jobs, account, iam, sqs, lambda, events, stepFunctions, observe, faults, random },
  });
  const services = [
    s3.service,
    sqs.service,
    dynamoDb.service,
    logs.service,
    xray.service,
    lambda.service,
    events.service,
    stepFunctions.service,
    scheduler.service,
    openSts(account),
  ];

  return {
    ...{ account, clock, store, jobs, faults, iam, logs, xray, sqs, dynamoDb, s3, lambda, apiGateway, events, stepFunctions, scheduler },
    async listen(port) {
      const faulty = callFaults({ faults, crash: lambda.crash });
      const control = faultsService(faults);
      endpoint = await startEndpoint({ port, services, executeApi: apiGateway.executeApi, iam, store, faulty, control, onError });
      return endpoint;
    },
    start() {
      sqs.start();
      dynamoDb.start();
      s3.start();
      lambda.start();
      stepFunctions.start();
      events.start();
      scheduler.start();
      jobs.start();
    },
    async stop() {
      stepFunctions.stop();
      scheduler.stop();
      const closed = endpoint?.close();
      const stopped = jobs.stop();
      await lambda.stop();
      await stopped;
      sqs.stop();
      events.stop();
      await closed;
      dynamoDb.stop();
      s3.stop();
      store.close();
    },
  };
};
