import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SalesReport } from '@plumbline/contracts-stores';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { reportSales, totalsTable } from '../manifest.ts';
import { readTotals } from './adapters/read-totals.ts';
import { createReportSales } from './report-sales.ts';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = implement(reportSales, () => createReportSales({ readTotals: readTotals(table, resourceName(totalsTable)) }), {
  input: SalesReport.parameters,
});
