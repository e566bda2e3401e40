import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { resourceName } from '@plumbline/event-kit/runtime';
import { reportTable } from './manifest.ts';

/** Records in the table the part of a report that a function received. */
export const noteReport = (who: string) => {
  const client = new DynamoDBClient();
  const TableName = resourceName(reportTable);
  return async (eventId: string, text: string): Promise<void> => {
    const Item = { pk: { S: `${who} ${eventId}` }, characters: { N: String(text.length) }, end: { S: text.slice(-1) } };
    await client.send(new PutItemCommand({ TableName, Item }));
  };
};
