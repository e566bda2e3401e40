import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type DynamoDbFixture, startDynalite, startDynamoDb } from '../testing/dynamodb-stand.ts';

/** One call of an operation; the rest are its parameters. The table is added to them. */
export interface Call {
  readonly op: keyof typeof COMMANDS;
  readonly [parameter: string]: unknown;
}

export interface Comparison {
  /** Sends each call to both: the responses, or the names and messages of the errors, must be the same. */
  same(...calls: readonly Call[]): Promise<void>;
  /** A hash key that no other case uses, so that cases do not see each other's items. */
  partition(): { readonly S: string };
  /** The key of an item in this case's partition. */
  key(sort?: number): object;
  answerOf(client: DynamoDBClient, call: Call): Promise<unknown>;
  ours(): DynamoDBClient;
  theirs(): DynamoDBClient;
}

export const S = (text: string): { S: string } => ({ S: text });
export const N = (number: number | string): { N: string } => ({ N: String(number) });

/**
 * Starts local-aws and dynalite for a test file. dynalite's own suite has been run against real DynamoDB, so its server is a
 * recording of AWS.
 */
export const compareWithDynalite = (): Comparison => {
  let local: DynamoDbFixture;
  let dynalite: Awaited<ReturnType<typeof startDynalite>>;
  let caseNumber = 0;
  const partition = () => S(`case ${caseNumber}`);

  beforeAll(async () => {
    local = await startDynamoDb();
    dynalite = await startDynalite();
    for (const { client } of [local, dynalite]) await client.send(new CreateTableCommand(TABLE));
    while ((await dynalite.client.send(new DescribeTableCommand({ TableName: 'things' }))).Table?.TableStatus !== 'ACTIVE');
  });
  beforeEach(() => {
    caseNumber += 1;
  });
  afterAll(async () => {
    await Promise.all([local.close(), dynalite.close()]);
  });

  return {
    async same(...calls) {
      for (const call of calls) {
        expect(await answerOf(local.client, call), JSON.stringify(call)).toEqual(await answerOf(dynalite.client, call));
      }
    },
    partition,
    key: (sort = 1) => ({ p: partition(), s: N(sort) }),
    answerOf,
    ours: () => local.client,
    theirs: () => dynalite.client,
  };
};

const COMMANDS = {
  put: PutItemCommand,
  get: GetItemCommand,
  delete: DeleteItemCommand,
  update: UpdateItemCommand,
  query: QueryCommand,
  scan: ScanCommand,
  batchGet: BatchGetItemCommand,
  batchWrite: BatchWriteItemCommand,
};

const answerOf = async (client: DynamoDBClient, { op, ...input }: Call): Promise<unknown> => {
  const Command = COMMANDS[op] as unknown as new (input: object) => GetItemCommand;
  const table = op.startsWith('batch') ? {} : { TableName: 'things' };
  try {
    const { $metadata: _, ...answer } = await client.send(new Command(structuredClone({ ...table, ...input })));
    return comparable(answer);
  } catch (error) {
    const { name, message } = error as Error;
    return { error: name, message: message.replace(SYNTAX_ERROR, '$1') };
  }
};

/** dynalite reports the position of a syntax error in the wording of its parser generator. */
const SYNTAX_ERROR = /(: Syntax error;).*/s;

/** Bytes as strings, and the members of sets, which have no order, in a fixed order. */
const comparable = (answer: object): unknown =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => {
      if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
      return ['SS', 'NS'].includes(key) && Array.isArray(value) ? [...value].sort() : value;
    }),
  );

const keys = (hash: string, range?: string): NonNullable<CreateTableCommandInput['KeySchema']> => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
];

const TABLE: CreateTableCommandInput = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'p', AttributeType: 'S' },
    { AttributeName: 's', AttributeType: 'N' },
    { AttributeName: 'g', AttributeType: 'S' },
    { AttributeName: 'l', AttributeType: 'S' },
    { AttributeName: 'b', AttributeType: 'B' },
  ],
  KeySchema: keys('p', 's'),
  GlobalSecondaryIndexes: [
    { IndexName: 'by-g', KeySchema: keys('g', 's'), Projection: { ProjectionType: 'ALL' } },
    { IndexName: 'by-b', KeySchema: keys('g', 'b'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    { IndexName: 'by-l-only', KeySchema: keys('l'), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['n'] } },
  ],
  LocalSecondaryIndexes: [{ IndexName: 'by-l', KeySchema: keys('p', 'l'), Projection: { ProjectionType: 'KEYS_ONLY' } }],
};
