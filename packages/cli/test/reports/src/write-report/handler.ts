import { implement } from '@plumbline/event-kit/runtime';
import { writeReport } from '../manifest.ts';
import { ReportWritten } from '../report-events.ts';

export const handler = implement(
  writeReport,
  ({ publish }) =>
    async ({ Metadata, Data: { kind, characters } }) =>
      publish(ReportWritten, { kind, text: `${'x'.repeat(characters - 1)}.` }, { cause: Metadata }),
);
