import { implement } from '@plumbline/event-kit/runtime';
import { readReport } from '../manifest.ts';
import { noteReport } from '../note-report.ts';

const note = noteReport('read');

export const handler = implement(
  readReport,
  () =>
    ({ Metadata, Data }) =>
      note(Metadata.event_id, Data.text),
);
