import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Connection } from '../src/connection.ts';

/** The number of items in a table, by its name in the manifest. */
export const countItems = async ({ table, named }: Connection, name: string): Promise<number> => {
  let count = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await table.send(new ScanCommand({ TableName: named(name), Select: 'COUNT', ExclusiveStartKey: start }));
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return count;
};
