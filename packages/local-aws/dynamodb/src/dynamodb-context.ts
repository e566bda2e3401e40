import type { Account, Clock, Store } from '@plumbline/local-aws-kernel';
import type { ParseExpressions } from './expressions.ts';
import type { ItemStore } from './item-store.ts';
import type { Streams } from './streams/streams.ts';
import type { Tables } from './tables.ts';
import type { TimeToLive } from './time-to-live.ts';

/** The context of all operations. */
export interface DynamoDbContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly tables: Tables;
  readonly items: ItemStore;
  readonly streams: Streams;
  readonly timeToLive: TimeToLive;
  readonly parse: ParseExpressions;
}
