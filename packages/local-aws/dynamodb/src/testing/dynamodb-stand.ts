import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '@plumbline/local-aws-kernel';
import { LOCAL_ACCOUNT, openStore, type Store, virtualClock } from '@plumbline/local-aws-kernel';
import { operatorConfig, type ServiceTestStand, startServiceTestStand } from '@plumbline/local-aws-kernel/testing';
import { type DynamoDb, openDynamoDb } from '../dynamodb.ts';
import type { TableDefinition } from '../table-definition.ts';

/** A DynamoDB for tests: in memory, behind the real endpoint, called by the real SDK. */
export interface DynamoDbFixture extends ServiceTestStand {
  readonly client: DynamoDBClient;
  readonly dynamoDb: DynamoDb;
  readonly store: Store;
  close(): Promise<void>;
}

export interface FixtureProps {
  /** @default none */
  readonly tables?: readonly TableDefinition[];
  /** @default a virtual clock */
  readonly clock?: Clock;
  /** @default a store in memory */
  readonly store?: Store;
}

export const startDynamoDb = async ({
  tables = [],
  clock = virtualClock(),
  store = openStore(':memory:'),
}: FixtureProps = {}): Promise<DynamoDbFixture> => {
  const dynamoDb = openDynamoDb({ store, clock, account: LOCAL_ACCOUNT });
  for (const table of tables) dynamoDb.putTable(table);
  const stand = await startServiceTestStand(dynamoDb.service, store);
  const client = new DynamoDBClient(stand.clientConfig);
  return {
    ...stand,
    client,
    dynamoDb,
    store,
    async close() {
      client.destroy();
      dynamoDb.stop();
      await stand.endpoint.close();
      store.close();
    },
  };
};

/** dynalite's own server, in memory, for comparison. */
export const startDynalite = async (): Promise<{ readonly client: DynamoDBClient; close(): Promise<void> }> => {
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient(operatorConfig(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  return {
    client,
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
