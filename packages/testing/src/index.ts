/** For tests only. */
export { objectCreated } from './object-created.ts';
export { type LoggedLine, recordingLog } from './recording-log.ts';
export { type PublishedEvent, recordingPublisher } from './recording-publisher.ts';
