import { defineFunction, defineService, defineTable, may, on } from '@plumbline/event-kit';
import { ReportAsked, ReportWritten } from './report-events.ts';

export const reportTable = defineTable({ name: 'reports', partitionKey: 'pk' });

export const writeReport = defineFunction({
  name: 'write-report',
  summary: 'Writes a report of the requested length.',
  consumes: [on(ReportAsked)],
  publishes: [ReportWritten],
});

export const readReport = defineFunction({
  name: 'read-report',
  summary: 'Reads long reports, one at a time.',
  consumes: [on(ReportWritten, { where: { kind: ['long'] } })],
  uses: [may(reportTable, 'PutItem')],
});

export const fileReports = defineFunction({
  name: 'file-reports',
  summary: 'Files all reports, in batches.',
  consumes: [on(ReportWritten)],
  uses: [may(reportTable, 'PutItem')],
  batching: { size: 10, windowSeconds: 1 },
});

/** A service with events too large for the bus. */
export const reports = defineService({
  name: 'reports',
  domain: 'reports',
  team: 'test',
  summary: 'Writes and reads reports of any length.',
  functions: [writeReport, readReport, fileReports],
});
