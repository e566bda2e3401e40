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
import { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader } from '../xray/trace-header.ts';
import type { Segment, Xray } from '../xray/xray.ts';
import { type AsyncConfig, asyncInvocations } from './async-invocations.ts';
import { type EventSourceMapping, pollQueue } from './event-source-mapping.ts';
import { startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition, InvocationResult } from './function-definition.ts';
import { type FunctionPool, functionPool } from './function-pool.ts';
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

export interface InvokeOptions {
  readonly traceHeader?: string | undefined;
  /** Traces that this invocation goes on from, for batches. */
  readonly linkedTraceHeaders?: readonly string[];
  readonly requestId?: string;
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
  stop(): Promise<void>;
}

interface Deployed {
  readonly definition: FunctionDefinition;
  readonly pool: FunctionPool;
  readonly permissions: Statement[];
  readonly logStream: string;
}

export const openLambda = (props: LambdaProps): Lambda => {
  const { clock, account, iam, logs, xray } = props;
  const functions = new Map<string, Deployed>();
  const pollers: (() => Promise<void>)[] = [];
  const mappings: EventSourceMapping[] = [];

  const deployed = (nameOrArn: string): Deployed => {
    const name = nameOrArn.split(':function:').at(-1)?.split(':')[0] ?? nameOrArn;
    const found = functions.get(name);
    if (found !== undefined) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Function not found: arn:aws:lambda:${account.region}:${account.accountId}:function:${name}`,
      { status: 404 },
    );
  };

  const invoke: Lambda['invoke'] = async (functionArn, event, options = {}) => {
    const { definition, pool, logStream } = deployed(functionArn);
    const requestId = options.requestId ?? randomUUID();
    const trace = parseTraceHeader(options.traceHeader);
    const traceId = trace?.root ?? newTraceId(clock.now());
    const segmentId = newSegmentId();
    const startMs = clock.now();
    const outcome = await pool.invoke({
      requestId,
      event,
      traceHeader: formatTraceHeader(traceId, segmentId),
      deadlineMs: Date.now() + definition.timeoutSeconds * 1_000,
      functionName: definition.name,
      functionArn: definition.arn,
      memoryMiB: definition.memoryMiB,
      logGroup: definition.logGroup,
      logStream,
    });
    const endMs = clock.now();
    const failed = 'error' in outcome;
    const segment: Segment = {
      trace_id: traceId,
      id: segmentId,
      ...(trace?.parent === undefined ? {} : { parent_id: trace.parent }),
      name: definition.name,
      origin: 'AWS::Lambda::Function',
      start_time: startMs / 1_000,
      end_time: endMs / 1_000,
      ...(failed ? { fault: true, cause: { exceptions: [{ type: outcome.error.errorType, message: outcome.error.errorMessage }] } } : {}),
      aws: { request_id: requestId, function_arn: definition.arn },
      ...(options.linkedTraceHeaders === undefined ? {} : { links: linksOf(options.linkedTraceHeaders) }),
    };
    xray.put(segment);
    const result: InvocationResult = failed
      ? { requestId, functionError: 'Unhandled', payload: JSON.stringify({ ...outcome.error }) }
      : { requestId, payload: outcome.payload };
    props.observe({ kind: 'invocation', functionName: definition.name, requestId, startMs, endMs, traceId, event, result });
    return result;
  };

  const { invokeAsync, putAsyncConfig } = asyncInvocations({ ...props, invoke, functionOf: (arn) => deployed(arn).definition });

  const permits: Lambda['permits'] = (functionArn, servicePrincipal, sourceArn) => {
    const { permissions, definition } = deployed(functionArn);
    const permission = {
      action: 'lambda:InvokeFunction',
      resource: definition.arn,
      conditionKeys: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account.accountId },
    };
    return evaluate([{ Statement: permissions }], permission, { type: 'Service', id: servicePrincipal }) === 'allowed';
  };

  return {
    async putFunction(definition) {
      const directory = await unpack(definition.zipPath, props.codeDirectory);
      const { credentials } = iam.assumeRole(definition.roleArn, definition.name);
      const logStream = `${new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
      const start = async () =>
        startExecutionEnvironment({
          directory,
          handler: definition.handler,
          memoryMiB: definition.memoryMiB,
          timeoutSeconds: definition.timeoutSeconds,
          variables: environmentVariables(definition, { directory, logStream, account, credentials, endpointUrl: props.endpointUrl() }),
          onLog: (message) => logs.append(definition.logGroup, logStream, logLines(message, clock.now())),
        });
      const concurrency = Math.min(definition.reservedConcurrency ?? Number.POSITIVE_INFINITY, props.concurrencyMax);
      functions.set(definition.name, { definition, pool: functionPool(start, concurrency, clock), permissions: [], logStream });
    },
    exists: (functionArn) => functions.has(functionArn.split(':function:').at(-1)?.split(':')[0] ?? ''),
    addPermission: (functionName, statement) => void deployed(functionName).permissions.push(statement),
    permits,
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
        pollers.push(pollQueue({ mapping, role, iam, sqs: props.sqs, clock, invoke, concurrencyMax: props.concurrencyMax }));
      }
    },
    async stop() {
      await Promise.all(pollers.splice(0).map((stop) => stop()));
      await Promise.all([...functions.values()].map(({ pool }) => pool.stop()));
    },
  };
};

const linksOf = (headers: readonly string[]): NonNullable<Segment['links']> => {
  const links = new Map<string, { readonly trace_id: string; readonly id: string }>();
  for (const header of headers) {
    const trace = parseTraceHeader(header);
    if (trace?.parent !== undefined) links.set(`${trace.root} ${trace.parent}`, { trace_id: trace.root, id: trace.parent });
  }
  return [...links.values()];
};

const logLines = (message: string, timeMs: number): readonly { readonly timeMs: number; readonly message: string }[] =>
  message
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ timeMs, message: line }));

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const environmentVariables = (
  definition: FunctionDefinition,
  at: {
    readonly directory: string;
    readonly logStream: string;
    readonly account: Account;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string };
    readonly endpointUrl: string;
  },
): Readonly<Record<string, string>> => ({
  ...definition.environment,
  _HANDLER: definition.handler,
  AWS_ACCESS_KEY_ID: at.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: at.credentials.secretAccessKey,
  AWS_SESSION_TOKEN: at.credentials.sessionToken,
  AWS_REGION: at.account.region,
  AWS_DEFAULT_REGION: at.account.region,
  AWS_ENDPOINT_URL: at.endpointUrl,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMiB),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: at.logStream,
  LAMBDA_TASK_ROOT: at.directory,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
});
