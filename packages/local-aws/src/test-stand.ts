import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { LOCAL_ACCOUNT } from './account.ts';
import { type ApiGateway, openApiGateway } from './apigateway/api-gateway.ts';
import { type VirtualClock, virtualClock } from './clock/virtual-clock.ts';
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts';
import { type Events, openEvents } from './events/events.ts';
import { type Iam, openIam } from './iam/iam.ts';
import type { PolicyDocument, Statement } from './iam/policy-document.ts';
import { idle } from './idle.ts';
import type { FunctionDefinition } from './lambda/function-definition.ts';
import { type Lambda, openLambda } from './lambda/lambda.ts';
import { type Logs, openLogs } from './logs/logs.ts';
import type { Occurrence } from './occurrence.ts';
import { openS3 } from './s3/s3.ts';
import { openSqs, type Sqs } from './sqs/sqs.ts';
import { type Jobs, openJobs } from './store/jobs.ts';
import { openStore, type Store } from './store/store.ts';
import { openSts } from './sts/sts.ts';
import { openXray, type Xray } from './xray/xray.ts';

/** For tests: the services that act on each other, behind a real endpoint, with real functions and a clock that the test moves. */
export interface TestStand {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly jobs: Jobs;
  readonly iam: Iam;
  readonly logs: Logs;
  readonly xray: Xray;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
  readonly apiGateway: ApiGateway;
  readonly events: Events;
  readonly endpoint: Endpoint;
  readonly occurrences: Occurrence[];
  readonly errors: unknown[];
  /** The operator's, for any SDK client. */
  readonly clientConfig: ClientConfig;
  /** Makes a role that may do what `statements` say, everything when there are none, and answers its ARN. */
  putRole(name: string, ...statements: readonly Statement[]): string;
  /** Deploys a function from its `index.mjs` or its files, with a role of its own that may do everything, and answers its ARN. */
  putFunction(name: string, source: string | Readonly<Record<string, string>>, more?: Partial<FunctionDefinition>): Promise<string>;
  /** The messages of a function's log group. */
  logLines(functionName: string): readonly string[];
  /** Takes everything that is in a queue. */
  take(queueArn: string): ReturnType<Sqs['receive']>;
  /** Resolves when nothing is running or due. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  readonly maxAttempts: number;
}

export interface TestStandProps {
  /** @default in memory */
  readonly file?: string;
  /** @default 4 */
  readonly concurrencyMax?: number;
  /** @default one that stands still until everything has settled */
  readonly clock?: VirtualClock;
}

const TRUST: PolicyDocument = { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };

export const startTestStand = async ({ file = ':memory:', concurrencyMax = 4, ...given }: TestStandProps = {}): Promise<TestStand> => {
  const account = LOCAL_ACCOUNT;
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-test-'));
  const occurrences: Occurrence[] = [];
  const errors: unknown[] = [];
  const observe = (occurrence: Occurrence): void => void occurrences.push(occurrence);
  const onError = (error: unknown): void => void errors.push(error);
  const store = openStore(file);
  const settled = (): Promise<void> => idle({ store, jobs, lambda });
  const clock = given.clock ?? virtualClock(Date.UTC(2026, 0, 1), settled);
  const jobs = openJobs(store, clock, onError);
  const endpointUrl = (): string => endpoint.url;
  const iam = openIam(account);
  const logs = openLogs({ store, clock, account });
  const xray = openXray(store);
  const sqs = openSqs({ store, clock, account, endpointUrl });
  const s3 = openS3({ store, clock, account, emitEvent: (event) => events.emit(event) });
  const codeDirectory = join(directory, 'functions');
  const lambda = openLambda({ store, clock, jobs, account, iam, logs, xray, sqs, endpointUrl, codeDirectory, concurrencyMax, observe });
  const apiGateway = openApiGateway({ account, clock, iam, lambda, logs, xray });
  const events: Events = openEvents({ store, clock, jobs, account, iam, logs, sqs, lambda, apiGateway, observe, random: () => 1 });
  const services = [s3.service, sqs.service, logs.service, xray.service, lambda.service, events.service, openSts(account)];
  const endpoint: Endpoint = await startEndpoint({ port: 0, services, executeApi: apiGateway.executeApi, iam, store, onError });
  sqs.start();
  jobs.start();
  const clientConfig: ClientConfig = {
    endpoint: endpoint.url,
    region: account.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const putRole = roleMaker(iam);
  return {
    ...{
      store,
      clock,
      jobs,
      iam,
      logs,
      xray,
      sqs,
      lambda,
      apiGateway,
      events,
      endpoint,
      occurrences,
      errors,
      clientConfig,
      settled,
      putRole,
    },
    putFunction: functionMaker(lambda, putRole, directory),
    logLines: (functionName) =>
      store
        .prepare('select message from log_event where log_group = ? order by id')
        .all(`/aws/lambda/${functionName}`)
        .map(({ message }) => String(message)),
    take: (queueArn) => sqs.receive(queueArn, { max: 10 }),
    async stop() {
      const closed = endpoint.close();
      const stopped = jobs.stop();
      await lambda.stop();
      await stopped;
      sqs.stop();
      await closed;
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
};

const roleMaker =
  (iam: Iam): TestStand['putRole'] =>
  (name, ...statements) => {
    const roleArn = `arn:aws:iam::${LOCAL_ACCOUNT.accountId}:role/${name}`;
    iam.putRole(roleArn, TRUST);
    const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    iam.putRolePolicy(roleArn, 'test', { Statement: statements.length === 0 ? everything : statements });
    return roleArn;
  };

const functionMaker =
  (lambda: Lambda, putRole: TestStand['putRole'], directory: string): TestStand['putFunction'] =>
  async (name, source, more = {}) => {
    const zipPath = join(directory, `${name}.zip`);
    const files = typeof source === 'string' ? { 'index.mjs': source } : source;
    writeFileSync(zipPath, zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))));
    const arn = `arn:aws:lambda:${LOCAL_ACCOUNT.region}:${LOCAL_ACCOUNT.accountId}:function:${name}`;
    await lambda.putFunction({
      name,
      arn,
      roleArn: more.roleArn ?? putRole(name),
      handler: 'index.handler',
      zipPath,
      timeoutSeconds: 5,
      memoryMiB: 128,
      environment: {},
      logGroup: `/aws/lambda/${name}`,
      tracing: 'Active',
      ...more,
    });
    return arn;
  };
