import type { Account } from '../account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store/store.ts';
import type { ParseExpressions } from './expressions.ts';
import type { ItemStore } from './item-store.ts';
import type { Tables } from './tables.ts';
import type { TimeToLive } from './time-to-live.ts';

/** What the operations share. */
export interface DynamoDbContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly tables: Tables;
  readonly items: ItemStore;
  readonly timeToLive: TimeToLive;
  readonly parse: ParseExpressions;
}
