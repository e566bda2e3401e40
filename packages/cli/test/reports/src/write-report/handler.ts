import { eventHandler, publisher } from '@plumbline/event-kit/runtime';
import { writeReport } from '../manifest.ts';
import { ReportWritten } from '../report-events.ts';

const publish = publisher(writeReport);

export const handler = eventHandler(writeReport, async ({ Metadata, Data: { kind, characters } }) =>
  publish(ReportWritten, { kind, text: `${'x'.repeat(characters - 1)}.` }, { cause: Metadata }),
);
