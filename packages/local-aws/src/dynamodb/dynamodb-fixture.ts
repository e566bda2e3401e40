import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL_ACCOUNT } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import { virtualClock } from '../clock/virtual-clock.ts';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import type { Iam } from '../iam/iam.ts';
import type { Permission } from '../iam/permission.ts';
import { openStore, type Store } from '../store/store.ts';
import { type DynamoDb, openDynamoDb } from './dynamodb.ts';
import type { TableDefinition } from './table-definition.ts';

/** A DynamoDB for tests: in memory, behind the real endpoint, spoken to by the real SDK. */
export interface DynamoDbFixture {
  readonly client: DynamoDBClient;
  readonly dynamoDb: DynamoDb;
  readonly store: Store;
  readonly endpoint: Endpoint;
  /** What the operations asked IAM for, in order. */
  readonly permissions: Permission[];
  close(): Promise<void>;
}

export interface FixtureProps {
  /** @default none */
  readonly tables?: readonly TableDefinition[];
  /** @default a virtual clock */
  readonly clock?: Clock;
  /** @default a store in memory */
  readonly store?: Store;
  /** @default every action is allowed */
  readonly allows?: (permission: Permission) => boolean;
}

export const startDynamoDb = async ({
  tables = [],
  clock = virtualClock(),
  store = openStore(':memory:'),
  allows = () => true,
}: FixtureProps = {}): Promise<DynamoDbFixture> => {
  const dynamoDb = openDynamoDb({ store, clock, account: LOCAL_ACCOUNT });
  for (const table of tables) dynamoDb.putTable(table);
  const permissions: Permission[] = [];
  const iam = {
    callerOf: () => ({ kind: 'operator' }),
    authorize: (_, permission) => {
      permissions.push(permission);
      if (!allows(permission)) throw new AwsError('AccessDeniedException', `not authorized to perform: ${permission.action}`);
    },
  } satisfies Pick<Iam, 'callerOf' | 'authorize'>;
  const endpoint = await startEndpoint({
    port: 0,
    services: [dynamoDb.service],
    executeApi: dynamoDb.service,
    iam: iam as unknown as Iam,
    store,
    onError: (error) => {
      throw error;
    },
  });
  const client = clientOf(endpoint.url);
  return {
    client,
    dynamoDb,
    store,
    endpoint,
    permissions,
    async close() {
      client.destroy();
      dynamoDb.stop();
      await endpoint.close();
      store.close();
    },
  };
};

/** dynalite's own server, in memory, to compare with. */
export const startDynalite = async (): Promise<{ readonly client: DynamoDBClient; close(): Promise<void> }> => {
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    client,
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: LOCAL_ACCOUNT.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
