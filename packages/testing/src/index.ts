/** For tests only. */
export { lambdaContext } from './lambda-context.ts';
export { objectCreated } from './object-created.ts';
export { type PublishedEvent, recordingPublisher } from './recording-publisher.ts';
