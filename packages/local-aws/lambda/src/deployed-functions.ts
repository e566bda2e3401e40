import { randomUUID } from 'node:crypto';
import { AwsError, arnOf } from '@plumbline/local-aws-kernel';
import { environmentVariables } from './environment-variables.ts';
import { type ExecutionEnvironment, startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { type FunctionPool, functionPool } from './function-pool.ts';
import type { LambdaProps } from './lambda-props.ts';
import { unpack } from './unpack.ts';

/** A function with its environments. */
export interface DeployedFunction {
  readonly definition: FunctionDefinition;
  readonly pool: FunctionPool;
  readonly logStream: string;
}

/** The deployed functions; names may be ARNs, and may have a version. */
export interface DeployedFunctions {
  /** Deploys a function, and replaces the one with the same name. */
  put(definition: FunctionDefinition): Promise<void>;
  exists(nameOrArn: string): boolean;
  /** Throws ResourceNotFoundException. */
  get(nameOrArn: string): DeployedFunction;
  all(): readonly FunctionDefinition[];
  stop(): Promise<void>;
}

export const deployedFunctions = (props: LambdaProps): DeployedFunctions => {
  const { account, clock } = props;
  const functions = new Map<string, DeployedFunction>();

  const get: DeployedFunctions['get'] = (nameOrArn) => {
    const found = functions.get(nameOf(nameOrArn));
    if (found === undefined) throw functionNotFound(arnOf(account, 'lambda', `function:${nameOf(nameOrArn)}`));
    return found;
  };

  return {
    get,
    exists: (nameOrArn) => functions.has(nameOf(nameOrArn)),
    all: () => [...functions.values()].map(({ definition }) => definition),
    async put(definition) {
      const before = functions.get(definition.name);
      const logStream = newLogStream(clock.now());
      const start = await environmentStarter(props, definition, logStream);
      functions.set(definition.name, { definition, pool: functionPool(start, props.concurrencyMax, clock), logStream });
      await before?.pool.stop();
    },
    async stop() {
      await Promise.all([...functions.values()].map(({ pool }) => pool.stop()));
    },
  };
};

const nameOf = (nameOrArn: string): string => nameOrArn.split(':function:').at(-1)?.split(':')[0] ?? nameOrArn;

export const functionNotFound = (functionArn: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, { status: 404 });

const newLogStream = (nowMs: number): string =>
  `${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;

const environmentStarter = async (
  { account, clock, iam, ports, codeDirectory, endpointUrl }: LambdaProps,
  definition: FunctionDefinition,
  logStream: string,
): Promise<() => ExecutionEnvironment> => {
  const directory = await unpack(definition.zipPath, codeDirectory);
  const { credentials } = iam.assumeRole(definition.roleArn, definition.name);
  const { handler, memoryMiB, timeoutSeconds } = definition;
  return () =>
    startExecutionEnvironment({
      directory,
      handler,
      memoryMiB,
      timeoutSeconds,
      variables: environmentVariables(definition, { directory, logStream, account, credentials, endpointUrl: endpointUrl() }),
      onLog: (message) => ports.log(definition.logGroup, logStream, logLines(message, clock.now())),
    });
};

const logLines = (message: string, timeMs: number): readonly { readonly timeMs: number; readonly message: string }[] =>
  message
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ timeMs, message: line }));
