import { join } from 'node:path';
import type { Statement } from '@plumbline/iam-policy';
import type { AwsService, InvocationResult, Kernel, Observer, Offers, Ports } from '@plumbline/local-aws-kernel';
import { admit, rateExceeded } from './admit.ts';
import { type AsyncConfig, checkAsyncConfig } from './async-config.ts';
import { asyncInvocations } from './async-invocations.ts';
import { deployedFunctions } from './deployed-functions.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { openEventSourceMappings } from './event-source-mappings.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { openFunctionSettings } from './function-settings.ts';
import { functionTarget } from './function-target.ts';
import { type InvokeOptions, invokeFunction } from './invoke.ts';
import type { LambdaProps } from './lambda-props.ts';
import { lambdaService } from './lambda-service.ts';
import { checkEventSize } from './payload-limits.ts';

export interface LambdaOptions {
  /** The maximum number of concurrent environments of one function. @default 2 */
  readonly concurrencyMax?: number;
}

const CONCURRENCY_MAX_DEFAULT = 2;

/** The local Lambda: runs the deployed zips. */
export interface Lambda {
  readonly service: AwsService;
  readonly offers: Offers;
  putFunction(definition: FunctionDefinition): Promise<void>;
  exists(functionArn: string): boolean;
  /** Adds a statement to a function's resource policy. Throws ResourceConflictException when another statement has its `Sid`, as on AWS. */
  addPermission(functionName: string, statement: Statement): void;
  /** Whether an AWS service may invoke the function on behalf of `sourceArn`. */
  permits(functionArn: string, servicePrincipal: string, sourceArn: string): boolean;
  /** Throws AwsError when AWS would reject it. */
  putAsyncConfig(functionName: string, config: AsyncConfig): void;
  /** Throws AwsError when AWS would reject it. The function and the queue or stream must exist. */
  putEventSourceMapping(mapping: EventSourceMapping): void;
  /**
   * Waits for the response; the result contains the function's error. Throws ResourceNotFoundException, when it is throttled
   * TooManyRequestsException, and RequestEntityTooLargeException.
   */
  invoke(functionArn: string, event: string, options?: InvokeOptions): Promise<InvocationResult>;
  /** Accepts the event, as for `InvocationType: Event`: Lambda runs it later, retries it, and then sends it to the on-failure destination. */
  invokeAsync(functionArn: string, event: string, options?: InvokeOptions): void;
  /** Drops the settings that the API created for missing functions, and starts to poll queues. */
  start(): void;
  /** Ends the functions, even during an invocation: interrupted asynchronous invocations and messages resume at the next start. */
  drain(): Promise<void>;
}

export const openLambda = (kernel: Kernel, ports: Ports, { concurrencyMax = CONCURRENCY_MAX_DEFAULT }: LambdaOptions = {}): Lambda => {
  const { account, clock, store, faults } = kernel;
  const props: LambdaProps = { ...kernel, ports, codeDirectory: join(kernel.directory, 'functions'), concurrencyMax };
  const functions = deployedFunctions(props);
  const settings = openFunctionSettings(store, account);
  const running = new Set<Promise<unknown>>();
  /** Ends the environments of running invocations, by segment. */
  const segments = new Map<string, () => void>();
  let stopping = false;

  const observe: Observer = (occurrence) => {
    // An invocation that the stop interrupts did not fail.
    if (!stopping) kernel.observe(occurrence);
  };
  const functionOf = (nameOrArn: string): FunctionDefinition => functions.get(nameOrArn).definition;
  const invoke: Lambda['invoke'] = async (functionArn, event, options = {}) => {
    const deployed = functions.get(functionArn);
    checkEventSize('RequestResponse', event);
    const facts = { reserved: settings.concurrency.get(deployed.definition.name), inFlight: deployed.pool.inFlight };
    const subject = { kind: 'function', name: deployed.definition.name } as const;
    if (admit(facts) === 'throttled' || faults.strike('throttle', subject) !== undefined) throw rateExceeded();
    const run = invokeFunction({ clock, trace: ports.trace, faults, running: segments, observe }, deployed, event, options);
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
  const permits: Lambda['permits'] = (functionArn, service, sourceArn) =>
    settings.policies.permits(functionOf(functionArn), service, sourceArn);

  return {
    async putFunction(definition) {
      const { name, reservedConcurrency } = definition;
      if (reservedConcurrency !== undefined) settings.concurrency.declare(name, reservedConcurrency);
      await functions.put(definition);
    },
    exists: functions.exists,
    addPermission: (functionName, statement) => settings.policies.declare(functionOf(functionName), statement),
    permits,
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
    offers: {
      functions: { exists: functions.exists, permits, invoke },
      target: functionTarget({ functions, permits, invokeAsync }),
      crash: (segmentId) => segments.get(segmentId)?.(),
      work: {
        get busy() {
          return busy();
        },
        async idle() {
          while (busy()) await Promise.allSettled([...running, mappings.idle()]);
        },
      },
    },
    async drain() {
      stopping = true;
      const polled = mappings.stop();
      await functions.stop();
      await Promise.allSettled([polled, ...running]);
    },
  };
};
