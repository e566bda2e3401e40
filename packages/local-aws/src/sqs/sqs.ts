import type { PolicyDocument } from '@plumbline/iam-policy';
import type { Account } from '../account.ts';
import type { Clock } from '../clock/clock.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import type { Faults } from '../faults/faults.ts';
import type { Store } from '../store/store.ts';
import { changeVisibility } from './change-visibility.ts';
import { depthOf, type QueueDepth } from './depth.ts';
import { eventRecordOf, type SqsEventRecord } from './event-record.ts';
import { openFifoGroups } from './fifo-groups.ts';
import { openMessageTable } from './message-table.ts';
import { openMoveTasks } from './move-tasks.ts';
import { attributesOf } from './queue-attributes.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { openQueues } from './queues.ts';
import { type ReceiveOptions, receive } from './receive.ts';
import { remove } from './remove.ts';
import { startRetentionSweeper } from './retention.ts';
import { type OutgoingMessage, type SentMessage, send } from './send.ts';
import type { SqsContext } from './sqs-context.ts';
import { sqsService } from './sqs-service.ts';
import { openVisibilityWatch } from './visibility-watch.ts';

/**
 * The local SQS. Its methods are for the other services: each is atomic with the caller's `store.write`, and throws
 * AwsError (QueueDoesNotExist) when there is no such queue.
 */
export interface Sqs {
  readonly service: AwsService;
  /** Makes the queue or changes its settings; keeps its messages. Answers its ARN. */
  putQueue(definition: QueueDefinition): string;
  setPolicy(queueArn: string, policy: PolicyDocument): void;
  policyOf(queueArn: string): PolicyDocument | undefined;
  exists(queueArn: string): boolean;
  queueUrl(queueArn: string): string;
  send(queueArn: string, message: OutgoingMessage): SentMessage;
  /** Takes what is visible now, as the records of a Lambda event. Never waits. */
  receive(queueArn: string, options: ReceiveOptions): readonly SqsEventRecord[];
  remove(queueArn: string, receiptHandle: string): void;
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): void;
  /**
   * Calls `run` when a message of the queue can be received: sent and on disk, or its delay or visibility timeout run
   * out, or its FIFO group unlocked. Once for many, and once at subscription. The answer ends it.
   */
  onVisible(queueArn: string, run: () => void): () => void;
  /** As GetQueueAttributes answers them. */
  attributes(queueArn: string): Readonly<Record<string, string>>;
  depth(queueArn: string): QueueDepth;
  /** Takes up timers and move tasks. Call when the queues are there. */
  start(): void;
  /** Ends every long poll with no messages; nothing runs afterwards. */
  stop(): void;
}

export interface SqsProps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly faults: Faults;
  /** For example `http://127.0.0.1:4566`; asked for each queue URL, because the port is known only after the start. */
  readonly endpointUrl: () => string;
}

export const openSqs = ({ store, clock, account, faults, endpointUrl }: SqsProps): Sqs => {
  const queues = openQueues(store, clock, account);
  const stopped = new AbortController();
  const context: SqsContext = {
    store,
    clock,
    account,
    faults,
    queues,
    messages: openMessageTable(store, () => clock.now()),
    groups: openFifoGroups(store),
    watch: openVisibilityWatch(store, clock),
    queueUrl: ({ settings }) => `${endpointUrl()}/${account.accountId}/${settings.name}`,
    inFlightBounds: new Map(),
    stopped: stopped.signal,
  };
  const moveTasks = openMoveTasks(context);
  let stopSweeper = (): void => undefined;
  return {
    service: sqsService(context, moveTasks),
    putQueue: (definition) => queues.put(definition).arn,
    setPolicy: (arn, policy) => void queues.update(queues.byArn(arn), { policy }),
    policyOf: (arn) => queues.byArn(arn).policy,
    exists: (arn) => queues.find(arn) !== undefined,
    queueUrl: (arn) => context.queueUrl(queues.byArn(arn)),
    send: (arn, message) => send(context, queues.byArn(arn), message),
    receive: (arn, options) => {
      const queue = queues.byArn(arn);
      return receive(context, queue, options).map((message) => eventRecordOf(account, queue, message));
    },
    remove: (arn, receiptHandle) => remove(context, queues.byArn(arn), receiptHandle),
    changeVisibility: (arn, receiptHandle, seconds) => changeVisibility(context, queues.byArn(arn), receiptHandle, seconds),
    onVisible: (arn, run) => context.watch.onVisible(queues.byArn(arn).id, run),
    attributes: (arn) => attributesOf(context, queues.byArn(arn)),
    depth: (arn) => depthOf(context, queues.byArn(arn)),
    start() {
      context.watch.start();
      stopSweeper = startRetentionSweeper(context);
      moveTasks.start();
    },
    stop() {
      stopSweeper();
      moveTasks.stop();
      context.watch.stop();
      stopped.abort();
    },
  };
};
