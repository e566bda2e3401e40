import type { Account } from '../account.ts';
import type { Clock } from '../clock/clock.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import type { Iam } from '../iam/iam.ts';
import type { Statement } from '../iam/policy-document.ts';
import type { Logs } from '../logs/logs.ts';
import type { Observer } from '../occurrence.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Jobs } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import type { Xray } from '../xray/xray.ts';
import { type AsyncConfig, asyncInvocations } from './async-invocations.ts';
import { deployedFunctions } from './deployed-functions.ts';
import { type EventSourceMapping, pollQueue, type QueuePoller } from './event-source-mapping.ts';
import type { FunctionDefinition, InvocationResult } from './function-definition.ts';
import { type InvokeOptions, invokeFunction } from './invoke.ts';
import { lambdaService } from './lambda-service.ts';

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

export const openLambda = (props: LambdaProps): Lambda => {
  const { clock, iam } = props;
  const functions = deployedFunctions(props);
  const pollers: QueuePoller[] = [];
  const mappings: EventSourceMapping[] = [];
  const running = new Set<Promise<unknown>>();
  let stopping = false;

  const observe: Observer = (occurrence) => {
    // What is cut short by the stop did not fail.
    if (!stopping) props.observe(occurrence);
  };
  const invoke: Lambda['invoke'] = async (functionArn, event, options = {}) => {
    const run = invokeFunction({ clock, xray: props.xray, observe }, functions.get(functionArn), event, options);
    running.add(run);
    return run.finally(() => running.delete(run));
  };
  const busy = (): boolean => running.size > 0 || pollers.some((poller) => poller.busy);
  const { invokeAsync, putAsyncConfig } = asyncInvocations({
    ...props,
    observe,
    invoke,
    exists: functions.exists,
    functionOf: (arn) => functions.get(arn).definition,
    stopping: () => stopping,
  });

  return {
    putFunction: functions.put,
    exists: functions.exists,
    addPermission: (functionName, statement) => void functions.get(functionName).permissions.push(statement),
    permits: functions.permits,
    putAsyncConfig,
    putEventSourceMapping: (mapping) => void mappings.push(mapping),
    invoke,
    invokeAsync,
    service: lambdaService({
      deployed: (name) => functions.get(name).definition,
      all: functions.all,
      invoke,
      invokeAsync,
    }),
    start() {
      for (const mapping of mappings) {
        const { definition } = functions.get(mapping.functionArn);
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
      await functions.stop();
      await Promise.allSettled([...polled, ...running]);
    },
  };
};
