import type { Statement } from '@plumbline/iam-policy';
import type { Account } from '../account.ts';
import type { Clock } from '../clock/clock.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import type { Faults } from '../faults/faults.ts';
import type { Iam } from '../iam/iam.ts';
import type { Logs } from '../logs/logs.ts';
import type { Observer } from '../occurrence.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Jobs } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import type { Xray } from '../xray/xray.ts';
import { admit, rateExceeded } from './admit.ts';
import { type AsyncConfig, checkAsyncConfig } from './async-config.ts';
import { asyncInvocations } from './async-invocations.ts';
import { deployedFunctions } from './deployed-functions.ts';
import type { DestinationProps } from './destinations.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { openEventSourceMappings } from './event-source-mappings.ts';
import type { FunctionDefinition, InvocationResult } from './function-definition.ts';
import { openFunctionSettings } from './function-settings.ts';
import { type InvokeOptions, invokeFunction } from './invoke.ts';
import { lambdaService } from './lambda-service.ts';
import { checkEventSize } from './payload-limits.ts';

export interface LambdaProps extends Pick<DestinationProps, 's3' | 'putEvent'> {
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
  readonly faults: Faults;
  readonly observe: Observer;
}

/** The local Lambda: runs the zips that would be deployed. */
export interface Lambda {
  readonly service: AwsService;
  putFunction(definition: FunctionDefinition): Promise<void>;
  exists(functionArn: string): boolean;
  /** Adds a statement to a function's resource policy. Throws ResourceConflictException when another one has its `Sid`, as AWS does. */
  addPermission(functionName: string, statement: Statement): void;
  /** Whether an AWS service may invoke the function on behalf of `sourceArn`. */
  permits(functionArn: string, servicePrincipal: string, sourceArn: string): boolean;
  /** Throws AwsError when AWS would not take it. */
  putAsyncConfig(functionName: string, config: AsyncConfig): void;
  /** Throws AwsError when AWS would not take it. The function and the queue must be there. */
  putEventSourceMapping(mapping: EventSourceMapping): void;
  /**
   * Waits for the answer; what the function throws is in the result. Throws ResourceNotFoundException, when it is throttled
   * TooManyRequestsException, and RequestEntityTooLargeException.
   */
  invoke(functionArn: string, event: string, options?: InvokeOptions): Promise<InvocationResult>;
  /** Accepts the event, as for `InvocationType: Event`: it is done later, retried, and then given to the on-failure destination. */
  invokeAsync(functionArn: string, event: string, options?: InvokeOptions): void;
  /** Drops what the API made for functions that are gone, and starts taking messages from queues. */
  start(): void;
  /** Ends the environment that runs the invocation with this X-Ray segment, as if its machine had died. */
  crash(segmentId: string): void;
  /** Whether an invocation or a batch is running. */
  readonly busy: boolean;
  /** Resolves when none is. */
  idle(): Promise<void>;
  /** Ends the functions, whatever they do: asynchronous invocations and messages cut short are taken up at the next start. */
  stop(): Promise<void>;
}

export const openLambda = (props: LambdaProps): Lambda => {
  const { account, clock, store, faults } = props;
  const functions = deployedFunctions(props);
  const settings = openFunctionSettings(store, account);
  const running = new Set<Promise<unknown>>();
  /** Ends the environments of running invocations, by segment. */
  const segments = new Map<string, () => void>();
  let stopping = false;

  const observe: Observer = (occurrence) => {
    // What is cut short by the stop did not fail.
    if (!stopping) props.observe(occurrence);
  };
  const functionOf = (nameOrArn: string): FunctionDefinition => functions.get(nameOrArn).definition;
  const invoke: Lambda['invoke'] = async (functionArn, event, options = {}) => {
    const deployed = functions.get(functionArn);
    checkEventSize('RequestResponse', event);
    const facts = { reserved: settings.concurrency.get(deployed.definition.name), inFlight: deployed.pool.inFlight };
    const subject = { kind: 'function', name: deployed.definition.name } as const;
    if (admit(facts) === 'throttled' || faults.strike('throttle', subject) !== undefined) throw rateExceeded();
    const run = invokeFunction({ clock, xray: props.xray, faults, running: segments, observe }, deployed, event, options);
    running.add(run);
    return run.finally(() => running.delete(run));
  };
  const invokeAsync = asyncInvocations({
    ...props,
    observe,
    invoke,
    functionOf,
    exists: functions.exists,
    configOf: (name) => settings.asyncConfigs.get(name)?.config,
    reservedOf: (name) => settings.concurrency.get(name),
    stopping: () => stopping,
  });
  const mappings = openEventSourceMappings({ ...props, observe, invoke, functionOf });
  const busy = (): boolean => running.size > 0 || mappings.busy;

  return {
    async putFunction(definition) {
      const { name, reservedConcurrency } = definition;
      if (reservedConcurrency !== undefined) settings.concurrency.declare(name, reservedConcurrency);
      await functions.put(definition);
    },
    exists: functions.exists,
    addPermission: (functionName, statement) => settings.policies.declare(functionOf(functionName), statement),
    permits: (functionArn, service, sourceArn) => settings.policies.permits(functionOf(functionArn), service, sourceArn),
    putAsyncConfig(functionName, config) {
      const { name } = functionOf(functionName);
      checkAsyncConfig(config, { functionName: name, exists: functions.exists });
      settings.asyncConfigs.declare(name, { config, modifiedMs: clock.now() });
    },
    putEventSourceMapping: mappings.declare,
    invoke,
    invokeAsync,
    service: lambdaService({ ...props, functions, functionOf, settings, mappings, invoke, invokeAsync }),
    start() {
      settings.dropOrphans(functions.exists, mappings, observe);
      mappings.start();
    },
    crash: (segmentId) => segments.get(segmentId)?.(),
    get busy() {
      return busy();
    },
    async idle() {
      while (busy()) await Promise.allSettled([...running, mappings.idle()]);
    },
    async stop() {
      stopping = true;
      const polled = mappings.stop();
      await functions.stop();
      await Promise.allSettled([polled, ...running]);
    },
  };
};
