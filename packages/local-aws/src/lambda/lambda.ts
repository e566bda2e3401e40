import { randomUUID } from 'node:crypto';
import type { Account } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import { evaluate } from '../iam/evaluate.ts';
import type { Iam } from '../iam/iam.ts';
import type { Statement } from '../iam/policy-document.ts';
import type { Logs } from '../logs/logs.ts';
import type { Observer } from '../occurrence.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Jobs } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import type { Xray } from '../xray/xray.ts';
import { type AsyncConfig, asyncInvocations } from './async-invocations.ts';
import { environmentVariables } from './environment-variables.ts';
import { type EventSourceMapping, pollQueue, type QueuePoller } from './event-source-mapping.ts';
import { type ExecutionEnvironment, startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition, InvocationResult } from './function-definition.ts';
import { type FunctionPool, functionPool } from './function-pool.ts';
import { type InvokeOptions, invokeFunction } from './invoke.ts';
import { lambdaService } from './lambda-service.ts';
import { unpack } from './unpack.ts';

export interface LambdaProps {
  readonly store: Store;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly account: Account;
  readonly iam: Iam;
  readonly logs: Logs;
  readonly xray: Xray;
  readonly sqs: Sqs;
  /** Where functions find every AWS service. */
  readonly endpointUrl: () => string;
  /** Where zips are unpacked. */
  readonly codeDirectory: string;
  /** Environments of one function that may run at once. */
  readonly concurrencyMax: number;
  readonly observe: Observer;
}

/** The local Lambda: runs the zips that would be deployed. */
export interface Lambda {
  readonly service: AwsService;
  putFunction(definition: FunctionDefinition): Promise<void>;
  exists(functionArn: string): boolean;
  /** Adds a statement to a function's resource policy. */
  addPermission(functionName: string, statement: Statement): void;
  /** Whether an AWS service may invoke the function on behalf of `sourceArn`. */
  permits(functionArn: string, servicePrincipal: string, sourceArn: string): boolean;
  putAsyncConfig(functionName: string, config: AsyncConfig): void;
  putEventSourceMapping(mapping: EventSourceMapping): void;
  /** Waits for the answer. Throws ResourceNotFoundException only; what the function throws is in the result. */
  invoke(functionArn: string, event: string, options?: InvokeOptions): Promise<InvocationResult>;
  /** Accepts the event, as for `InvocationType: Event`: it is done later, retried, and then given to the on-failure destination. */
  invokeAsync(functionArn: string, event: string, options?: InvokeOptions): void;
  /** Starts taking messages from queues. */
  start(): void;
  /** Whether an invocation or a batch is running. */
  readonly busy: boolean;
  /** Resolves when none is. */
  idle(): Promise<void>;
  /** Ends the functions, whatever they do: asynchronous invocations and messages cut short are taken up at the next start. */
  stop(): Promise<void>;
}

interface Deployed {
  readonly definition: FunctionDefinition;
  readonly pool: FunctionPool;
  readonly permissions: Statement[];
  readonly logStream: string;
}

export const openLambda = (props: LambdaProps): Lambda => {
  const { clock, account, iam } = props;
  const functions = new Map<string, Deployed>();
  const pollers: QueuePoller[] = [];
  const mappings: EventSourceMapping[] = [];
  const running = new Set<Promise<unknown>>();
  let stopping = false;

  const deployed = (nameOrArn: string): Deployed => {
    const name = nameOf(nameOrArn);
    const found = functions.get(name);
    if (found !== undefined) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Function not found: arn:aws:lambda:${account.region}:${account.accountId}:function:${name}`,
      { status: 404 },
    );
  };

  const observe: Observer = (occurrence) => {
    // What is cut short by the stop did not fail.
    if (!stopping) props.observe(occurrence);
  };
  const invoke: Lambda['invoke'] = async (functionArn, event, options = {}) => {
    const run = invokeFunction({ clock, xray: props.xray, observe }, deployed(functionArn), event, options);
    running.add(run);
    return run.finally(() => running.delete(run));
  };
  const busy = (): boolean => running.size > 0 || pollers.some((poller) => poller.busy);
  const exists: Lambda['exists'] = (functionArn) => functions.has(nameOf(functionArn));
  const { invokeAsync, putAsyncConfig } = asyncInvocations({
    ...props,
    observe,
    invoke,
    exists,
    functionOf: (arn) => deployed(arn).definition,
    stopping: () => stopping,
  });

  return {
    async putFunction(definition) {
      const logStream = newLogStream(clock.now());
      const start = await environmentStarter(props, definition, logStream);
      const concurrency = Math.min(definition.reservedConcurrency ?? Number.POSITIVE_INFINITY, props.concurrencyMax);
      functions.set(definition.name, { definition, pool: functionPool(start, concurrency, clock), permissions: [], logStream });
    },
    exists,
    addPermission: (functionName, statement) => void deployed(functionName).permissions.push(statement),
    permits: (functionArn, servicePrincipal, sourceArn) => permits(deployed(functionArn), servicePrincipal, sourceArn, account),
    putAsyncConfig,
    putEventSourceMapping: (mapping) => void mappings.push(mapping),
    invoke,
    invokeAsync,
    service: lambdaService({
      deployed: (name) => deployed(name).definition,
      all: () => [...functions.values()].map(({ definition }) => definition),
      invoke,
      invokeAsync,
    }),
    start() {
      for (const mapping of mappings) {
        const { definition } = deployed(mapping.functionArn);
        const role = iam.principalOf(definition.roleArn, definition.name);
        pollers.push(pollQueue({ ...props, mapping, role, invoke, observe }));
      }
    },
    get busy() {
      return busy();
    },
    async idle() {
      while (busy()) await Promise.allSettled([...running, ...pollers.map((poller) => poller.idle())]);
    },
    async stop() {
      stopping = true;
      const polled = pollers.splice(0).map((poller) => poller.stop());
      await Promise.all([...functions.values()].map(({ pool }) => pool.stop()));
      await Promise.allSettled([...polled, ...running]);
    },
  };
};

/** By the function's resource policy. */
const permits = ({ permissions, definition }: Deployed, servicePrincipal: string, sourceArn: string, { accountId }: Account): boolean => {
  const permission = {
    action: 'lambda:InvokeFunction',
    resource: definition.arn,
    conditionKeys: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountId },
  };
  return evaluate([{ Statement: permissions }], permission, { type: 'Service', id: servicePrincipal }) === 'allowed';
};

/** From a name, an ARN, or either with a version. */
const nameOf = (nameOrArn: string): string => nameOrArn.split(':function:').at(-1)?.split(':')[0] ?? nameOrArn;

const newLogStream = (nowMs: number): string =>
  `${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;

const environmentStarter = async (
  { account, clock, iam, logs, codeDirectory, endpointUrl }: LambdaProps,
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
      onLog: (message) => logs.append(definition.logGroup, logStream, logLines(message, clock.now())),
    });
};

const logLines = (message: string, timeMs: number): readonly { readonly timeMs: number; readonly message: string }[] =>
  message
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ timeMs, message: line }));
