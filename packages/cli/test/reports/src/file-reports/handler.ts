import { implement } from '@plumbline/event-kit/runtime';
import { fileReports } from '../manifest.ts';
import { noteReport } from '../note-report.ts';

const note = noteReport('filed');

export const handler = implement(fileReports, () => ({ each: ({ Metadata, Data }) => note(Metadata.event_id, Data.text) }));
