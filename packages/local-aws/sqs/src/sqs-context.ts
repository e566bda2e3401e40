import type { Account, Clock, Faults, Store } from '@plumbline/local-aws-kernel';
import type { FifoGroups } from './fifo-groups.ts';
import type { MessageTable } from './message-table.ts';
import type { Queue, Queues } from './queues.ts';
import type { VisibilityWatch } from './visibility-watch.ts';

/** The context of every operation of SQS. */
export interface SqsContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly queues: Queues;
  readonly messages: MessageTable;
  readonly groups: FifoGroups;
  readonly watch: VisibilityWatch;
  readonly faults: Faults;
  /** A queue's URL, with the host at which clients reach this instance, because SDKs send requests to the host of a queue URL. */
  readonly queueUrl: (queue: Queue) => string;
  /** An upper bound of the messages in flight, by queue. */
  readonly inFlightBounds: Map<number, number>;
  /** Aborted when SQS stops: long polls end with it. */
  readonly stopped: AbortSignal;
}
