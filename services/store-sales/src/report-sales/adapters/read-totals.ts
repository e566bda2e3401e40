import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Dimension, totalsPartition } from '../../totals/total-items.ts';
import type { ReportSalesPorts, Total } from '../report-sales.ts';

/** Reads all totals of a kind, page by page. */
export const readTotals =
  (table: DynamoDBDocumentClient, tableName: string): ReportSalesPorts['readTotals'] =>
  async (of) => {
    const pages = paginateQuery(
      { client: table },
      { TableName: tableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': totalsPartition(of) } },
    );
    const totals: Total[] = [];
    for await (const { Items = [] } of pages) totals.push(...Items.map(totalOf));
    return totals;
  };

const totalOf = ({ sk, cents, events }: Record<string, unknown>): Total => {
  const key = String(sk);
  const end = key.indexOf('#');
  return { dimension: key.slice(0, end) as Dimension, name: key.slice(end + 1), cents: Number(cents), events: Number(events) };
};
