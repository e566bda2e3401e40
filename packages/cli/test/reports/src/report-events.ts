import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';

const REPORTS = { source: 'plumbline.reports', version: '1.0', owner: 'test', examples: [] } as const;

export const ReportAsked = defineEvent({
  ...REPORTS,
  eventType: 'ReportAsked',
  detailType: 'report-asked',
  summary: 'A report of a number of characters was requested.',
  data: z.object({ kind: z.enum(['long', 'short']), characters: z.int().min(1) }),
});

export const ReportWritten = defineEvent({
  ...REPORTS,
  eventType: 'ReportWritten',
  detailType: 'report-written',
  summary: 'A report, which may be too large for the bus.',
  data: z.object({ kind: z.enum(['long', 'short']), text: z.string() }),
});
