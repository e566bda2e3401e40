import type { Table as TableManifest } from '@plumbline/event-kit';
import { Construct, DynamodbTable } from '../terraform.ts';
import { PlumblineStack } from './plumbline-stack.ts';

/** A DynamoDB table: billed by request, point-in-time recovery, protected from deletion if the environment requires it. */
export class Table extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, partitionKey, sortKey, timeToLive }: TableManifest) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const keys = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])];
    const table = new DynamodbTable(this, 'table', {
      name: stack.named(name),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: partitionKey,
      ...(sortKey === undefined ? {} : { rangeKey: sortKey }),
      attribute: keys.map((key) => ({ name: key, type: 'S' })),
      ...(timeToLive === undefined ? {} : { ttl: { attributeName: timeToLive, enabled: true } }),
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: stack.environment.deletionProtection,
    });
    this.name = table.name;
    this.arn = table.arn;
  }
}
