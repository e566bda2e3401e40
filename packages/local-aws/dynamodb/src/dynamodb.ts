import type { AwsService, Kernel, Offers } from '@plumbline/local-aws-kernel';
import { jsonService } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from './dynamodb-context.ts';
import { expressionParser } from './expressions.ts';
import { openItemStore } from './item-store.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { getItem } from './operations/get-item.ts';
import { listTables } from './operations/list-tables.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { openStreams } from './streams/streams.ts';
import { streamsService, withStreams } from './streams/streams-service.ts';
import type { TableDefinition } from './table-definition.ts';
import { openTables } from './tables.ts';
import { timeToLive } from './time-to-live.ts';
import { openTransactionTokens } from './transaction-token.ts';

/** The local DynamoDB: tables, secondary indexes, expressions, batches, transactions, TTL and streams, in the one store. */
export interface DynamoDb {
  /** Tables and streams. */
  readonly service: AwsService;
  readonly offers: Offers;
  /** Creates a table, or changes it and keeps its items. A repeated call has no effect. */
  putTable(definition: TableDefinition): void;
  /** Starts to delete expired items. */
  start(): void;
  stop(): void;
}

export type DynamoDbProps = Pick<Kernel, 'store' | 'clock' | 'account'>;

/**
 * @example
 * ```ts
 * const dynamoDb = openDynamoDb({ store: openStore(':memory:'), clock: systemClock(), account: LOCAL_ACCOUNT });
 * dynamoDb.putTable({ name: 'orders', hashKey: 'order_id', attributes: { order_id: 'S' } });
 * dynamoDb.start();
 * ```
 */
export const openDynamoDb = ({ store, clock, account }: DynamoDbProps): DynamoDb => {
  const items = openItemStore(store);
  const streams = openStreams({ store, clock, account });
  const tables = openTables(store, items, streams, clock, account);
  const sweeper = timeToLive({ store, clock, items, streams, tableOf: tables.byId });
  const context: DynamoDbContext = { store, clock, account, items, streams, tables, timeToLive: sweeper, parse: expressionParser() };
  return {
    offers: { streams: streams.reader },
    service: withStreams(
      streamsService(context),
      jsonService({
        signingName: 'dynamodb',
        targetPrefix: 'DynamoDB_20120810',
        jsonVersion: '1.0',
        errorNamespace: 'com.amazonaws.dynamodb.v20120810',
        operations: {
          BatchGetItem: batchGetItem(context),
          BatchWriteItem: batchWriteItem(context),
          CreateTable: createTable(context),
          DeleteItem: deleteItem(context),
          DeleteTable: deleteTable(context),
          DescribeContinuousBackups: describeContinuousBackups(context),
          DescribeTable: describeTable(context),
          DescribeTimeToLive: describeTimeToLive(context),
          GetItem: getItem(context),
          ListTables: listTables(context),
          PutItem: putItem(context),
          Query: query(context),
          Scan: scan(context),
          TransactGetItems: transactGetItems(context),
          TransactWriteItems: transactWriteItems(context, openTransactionTokens(store, clock)),
          UpdateItem: updateItem(context),
          UpdateTimeToLive: updateTimeToLive(context),
        },
      }),
    ),
    putTable(definition) {
      tables.put(definition);
      sweeper.rescheduled();
    },
    start: () => sweeper.start(),
    stop: () => sweeper.stop(),
  };
};
