import type { PolicyDocument } from '@plumbline/iam-policy';
import type { AwsService, Kernel, Offers, QueueReader, QueueRecord } from '@plumbline/local-aws-kernel';
import { changeVisibility } from './change-visibility.ts';
import { depthOf, type QueueDepth } from './depth.ts';
import { eventRecordOf } from './event-record.ts';
import { openFifoGroups } from './fifo-groups.ts';
import { openMessageTable } from './message-table.ts';
import { openMoveTasks } from './move-tasks.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { attributesOf } from './queue-attributes.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { queueTarget } from './queue-target.ts';
import { openQueues } from './queues.ts';
import { type ReceiveOptions, receive } from './receive.ts';
import { remove } from './remove.ts';
import { startRetentionSweeper } from './retention.ts';
import { type SentMessage, send } from './send.ts';
import type { SqsContext } from './sqs-context.ts';
import { sqsService } from './sqs-service.ts';
import { openVisibilityWatch } from './visibility-watch.ts';

/**
 * The local SQS. Its methods are for the other services: each is atomic with the caller's `store.write`, and throws
 * AwsError (QueueDoesNotExist) when the queue does not exist.
 */
export interface Sqs {
  readonly service: AwsService;
  readonly offers: Offers;
  /** Creates the queue or changes its settings; keeps its messages. @returns its ARN. */
  putQueue(definition: QueueDefinition): string;
  setPolicy(queueArn: string, policy: PolicyDocument): void;
  policyOf(queueArn: string): PolicyDocument | undefined;
  exists(queueArn: string): boolean;
  queueUrl(queueArn: string): string;
  send(queueArn: string, message: OutgoingMessage): SentMessage;
  /** Receives the visible messages, as the records of a Lambda event. Never waits. */
  receive(queueArn: string, options: ReceiveOptions): readonly QueueRecord[];
  remove(queueArn: string, receiptHandle: string): void;
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): void;
  /**
   * Calls `run` when a message of the queue can be received: it is sent and on disk, its delay or visibility timeout has
   * ended, or its FIFO group is unlocked. One call covers several messages, and one call happens at subscription.
   * @returns a function that ends the subscription.
   */
  onVisible(queueArn: string, run: () => void): () => void;
  /** In the form of GetQueueAttributes. */
  attributes(queueArn: string): Readonly<Record<string, string>>;
  depth(queueArn: string): QueueDepth;
  /** Resumes timers and move tasks. Call it when the queues exist. */
  start(): void;
  /** Ends every long poll without messages, and all other work. */
  stop(): void;
}

export type SqsProps = Pick<Kernel, 'store' | 'clock' | 'account' | 'faults' | 'endpointUrl'>;

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
  const exists = (arn: string): boolean => queues.find(arn) !== undefined;
  const reader: Omit<QueueReader, 'visibilitySeconds'> = {
    exists,
    receive: (arn, options) => {
      const queue = queues.byArn(arn);
      return receive(context, queue, options).map((message) => eventRecordOf(account, queue, message));
    },
    remove: (arn, receiptHandle) => remove(context, queues.byArn(arn), receiptHandle),
    changeVisibility: (arn, receiptHandle, seconds) => changeVisibility(context, queues.byArn(arn), receiptHandle, seconds),
    onVisible: (arn, run) => context.watch.onVisible(queues.byArn(arn).id, run),
  };
  return {
    ...reader,
    service: sqsService(context, moveTasks),
    offers: {
      queues: { ...reader, visibilitySeconds: (arn) => queues.byArn(arn).settings.visibilityTimeoutSeconds },
      target: queueTarget(context),
    },
    putQueue: (definition) => queues.put(definition).arn,
    setPolicy: (arn, policy) => void queues.update(queues.byArn(arn), { policy }),
    policyOf: (arn) => queues.byArn(arn).policy,
    queueUrl: (arn) => context.queueUrl(queues.byArn(arn)),
    send: (arn, message) => send(context, queues.byArn(arn), message),
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
