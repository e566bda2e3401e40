import type { Table as TableManifest } from '@plumbline/event-kit';
import { Construct, DynamodbTable } from '../terraform.ts';
import type { Grantable } from './grantable.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import type { Statement } from './policy.ts';

export interface TableProps {
  readonly table: TableManifest;
  /** Whether it has a stream of its new items, for an outbox. */
  readonly streams: boolean;
}

/** A DynamoDB table: billed by request, point-in-time recovery, protected from deletion if the environment requires it. */
export class Table extends Construct implements Grantable {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string;
  private readonly hasIndexes: boolean;

  constructor(scope: Construct, id: string, { table: manifest, streams }: TableProps) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const { name, partitionKey, sortKey, timeToLive, indexes = [] } = manifest;
    const keys = [partitionKey, sortKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])];
    const table = new DynamodbTable(this, 'table', {
      name: stack.named(name),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: partitionKey,
      ...(sortKey === undefined ? {} : { rangeKey: sortKey }),
      attribute: [...new Set(keys)].flatMap((key) => (key === undefined ? [] : [{ name: key, type: 'S' }])),
      ...(indexes.length > 0 && {
        globalSecondaryIndex: indexes.map((index) => ({
          name: index.name,
          hashKey: index.partitionKey,
          ...(index.sortKey === undefined ? {} : { rangeKey: index.sortKey }),
          projectionType: 'ALL',
        })),
      }),
      ...(streams && { streamEnabled: true, streamViewType: 'NEW_IMAGE' }),
      ...(timeToLive === undefined ? {} : { ttl: { attributeName: timeToLive, enabled: true } }),
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: stack.environment.deletionProtection,
    });
    this.name = table.name;
    this.arn = table.arn;
    this.streamArn = table.streamArn;
    this.hasIndexes = indexes.length > 0;
  }

  get value(): string {
    return this.name;
  }

  /** `Query` includes the indexes. */
  allowing(actions: readonly string[]): readonly Statement[] {
    const Resource = this.hasIndexes && actions.includes('Query') ? [this.arn, `${this.arn}/index/*`] : this.arn;
    return [{ Effect: 'Allow', Action: actions.map((action) => `dynamodb:${action}`), Resource }];
  }
}
