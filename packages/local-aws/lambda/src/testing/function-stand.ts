import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arnOf, LOCAL_ACCOUNT, type Opened, type QueueRecord, type ServiceModules } from '@plumbline/local-aws-kernel';
import { type DeployingParts, type StandParts, type StandProps, startStand } from '@plumbline/local-aws-kernel/testing';
import { logs } from '@plumbline/local-aws-logs';
import { s3 } from '@plumbline/local-aws-s3';
import { sqs } from '@plumbline/local-aws-sqs';
import { xray } from '@plumbline/local-aws-xray';
import { strToU8, zipSync } from 'fflate';
import type { FunctionDefinition } from '../function-definition.ts';
import { type LambdaOptions, lambda } from '../index.ts';
import type { Lambda } from '../lambda.ts';

interface Deploys {
  /** Deploys a function from its `index.mjs` or its files, with its own role with full access. @returns its ARN. */
  putFunction(name: string, source: string | Readonly<Record<string, string>>, more?: Partial<FunctionDefinition>): Promise<string>;
}

interface Looks {
  /** The messages of a function's log group. */
  logLines(functionName: string): readonly string[];
  /** Receives all messages of a queue. */
  take(queueArn: string): readonly QueueRecord[];
}

const modules = (options: LambdaOptions) => ({ logs, xray, sqs, s3, lambda: lambda({ concurrencyMax: 4, ...options }) });
type Modules = ReturnType<typeof modules>;

/** A stand with functions, queues and buckets, and with the services in `M`. */
export type FunctionStand<M extends ServiceModules = Record<never, never>> = StandParts & Opened<Modules> & Opened<M> & Deploys & Looks;

export type DeployingFunctions<M extends ServiceModules = Record<never, never>> = Deployed<M> & Deploys;

export interface FunctionStandProps<M extends ServiceModules = Record<never, never>>
  extends Omit<StandProps<Modules>, 'deploy'>,
    LambdaOptions {
  /** Deploys resources before the services start, as Terraform would. @default none */
  readonly deploy?: (stand: DeployingFunctions<M>) => unknown;
}

type Deployed<M extends ServiceModules> = DeployingParts & Opened<Modules> & Opened<M>;

/** Starts a stand on which functions run. */
export const startFunctionStand = async <M extends ServiceModules = Record<never, never>>(
  props: FunctionStandProps<M> = {},
  services: M = {} as M,
): Promise<FunctionStand<M>> => {
  const { deploy, concurrencyMax, ...more } = props;
  const all = { ...modules(concurrencyMax === undefined ? {} : { concurrencyMax }), ...services };
  const stand = (await startStand(all, {
    ...more,
    // Both are opened from `all`, whose type the compiler can't resolve while M is generic.
    ...(deploy && { deploy: (parts) => deploy({ ...(parts as Deployed<M>), putFunction: functionMaker(parts as Deployed<M>) }) }),
  })) as StandParts & Opened<Modules> & Opened<M>;
  return {
    ...stand,
    putFunction: functionMaker(stand),
    logLines: (functionName) =>
      stand.store
        .prepare('select message from log_event where log_group = ? order by id')
        .all(`/aws/lambda/${functionName}`)
        .map(({ message }) => String(message)),
    take: (queueArn) => stand.ports.queues.receive(queueArn, { max: 10 }),
  };
};

const functionMaker =
  ({ lambda, putRole, directory }: Pick<StandParts, 'putRole' | 'directory'> & { readonly lambda: Lambda }): Deploys['putFunction'] =>
  async (name, source, more = {}) => {
    const zipPath = join(directory, `${name}.zip`);
    const files = typeof source === 'string' ? { 'index.mjs': source } : source;
    writeFileSync(zipPath, zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))));
    const arn = arnOf(LOCAL_ACCOUNT, 'lambda', `function:${name}`);
    await lambda.putFunction({
      ...{ name, arn, zipPath },
      roleArn: more.roleArn ?? putRole(name),
      handler: 'index.handler',
      timeoutSeconds: 5,
      memoryMiB: 128,
      environment: {},
      logGroup: `/aws/lambda/${name}`,
      tracing: 'Active',
      ...more,
    });
    return arn;
  };
