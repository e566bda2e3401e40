import type { Account, Clock, Faults, Store } from '@plumbline/local-aws-kernel';
import type { FifoGroups } from './fifo-groups.ts';
import type { MessageTable } from './message-table.ts';
import type { Queue, Queues } from './queues.ts';
import type { VisibilityWatch } from './visibility-watch.ts';

/** What every operation of SQS works on. */
export interface SqsContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly queues: Queues;
  readonly messages: MessageTable;
  readonly groups: FifoGroups;
  readonly watch: VisibilityWatch;
  readonly faults: Faults;
  /** Where clients reach this instance: SDKs send to the host of a queue URL, so it must never be another. */
  readonly queueUrl: (queue: Queue) => string;
  /** By queue: at least as many messages as are in flight. */
  readonly inFlightBounds: Map<number, number>;
  /** Aborted when SQS stops: long polls end with it. */
  readonly stopped: AbortSignal;
}
