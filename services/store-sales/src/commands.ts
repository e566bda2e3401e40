import { SalesReport } from '@plumbline/contracts-stores';
import { definePlumbCommand } from '@plumbline/event-kit';
import { reportSales } from './manifest.ts';
import { drawReport } from './report-sales/draw-report.ts';

export const report = definePlumbCommand({
  words: 'stores report',
  summary: 'show the totals of sales or stock by store, category and day',
  invokes: reportSales,
  options: SalesReport.parameters,
  answer: SalesReport.result,
  draw: drawReport,
});
