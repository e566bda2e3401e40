import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyDocument, Statement } from '@plumbline/iam-policy';
import { strToU8, zipSync } from 'fflate';
import { LOCAL_ACCOUNT } from './account.ts';
import { type VirtualClock, virtualClock } from './clock/virtual-clock.ts';
import { type Core, openCore } from './core.ts';
import type { Endpoint } from './endpoint/endpoint.ts';
import { type ClientConfig, operatorConfig } from './endpoint/service-test-stand.ts';
import { NO_FAULTS } from './faults/fault.ts';
import type { Iam } from './iam/iam.ts';
import { idle } from './idle.ts';
import type { FunctionDefinition } from './lambda/function-definition.ts';
import type { Lambda } from './lambda/lambda.ts';
import type { Occurrence } from './occurrence.ts';
import type { Sqs } from './sqs/sqs.ts';

/** For tests: the services that act on each other, behind a real endpoint, with real functions and a clock that the test moves. */
export interface TestStand extends Omit<Core, 'clock' | 'listen' | 'start'> {
  readonly clock: VirtualClock;
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
}

export interface TestStandProps {
  /** @default in memory */
  readonly file?: string;
  /** @default 4 */
  readonly concurrencyMax?: number;
  /** @default one that stands still until everything has settled */
  readonly clock?: VirtualClock;
  /** What Terraform would deploy before anything starts. @default nothing */
  readonly deploy?: (core: DeployingCore) => unknown;
  /** Between 0 and 1: the jitter of retries. @default always 1, the longest waits */
  readonly random?: () => number;
}

/** The services before they start. */
export type DeployingCore = Core & Pick<TestStand, 'putRole' | 'putFunction'>;

const TRUST: PolicyDocument = { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };

export const startTestStand = async ({
  file = ':memory:',
  concurrencyMax = 4,
  deploy,
  random = () => 1,
  ...given
}: TestStandProps = {}): Promise<TestStand> => {
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-test-'));
  const occurrences: Occurrence[] = [];
  const errors: unknown[] = [];
  const settled = (): Promise<void> => idle(core);
  const clock = given.clock ?? virtualClock(Date.UTC(2026, 0, 1), settled);
  const core = openCore({
    account: LOCAL_ACCOUNT,
    clock,
    file,
    directory,
    concurrencyMax,
    outbound: {},
    faultPlan: NO_FAULTS,
    random,
    observe: (occurrence) => void occurrences.push(occurrence),
    onError: (error) => void errors.push(error),
  });
  const endpoint = await core.listen(0);
  const putRole = roleMaker(core.iam);
  const putFunction = functionMaker(core.lambda, putRole, directory);
  await deploy?.({ ...core, putRole, putFunction });
  core.sqs.start();
  core.stepFunctions.start();
  core.events.start();
  core.scheduler.start();
  core.jobs.start();
  return {
    ...core,
    clock,
    endpoint,
    occurrences,
    errors,
    clientConfig: operatorConfig(endpoint.url),
    settled,
    putRole,
    putFunction,
    logLines: (functionName) =>
      core.store
        .prepare('select message from log_event where log_group = ? order by id')
        .all(`/aws/lambda/${functionName}`)
        .map(({ message }) => String(message)),
    take: (queueArn) => core.sqs.receive(queueArn, { max: 10 }),
    async stop() {
      await core.stop();
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
