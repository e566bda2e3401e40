import type { QueueMapping } from './queue-mapping.ts';
import type { StreamMapping } from './stream-mapping.ts';

/** A queue or stream whose records invoke a function in batches. */
export type EventSourceMapping = QueueMapping | StreamMapping;

export const isStreamMapping = (mapping: Partial<EventSourceMapping>): mapping is StreamMapping => 'streamArn' in mapping;

export const sourceArnOf = (mapping: EventSourceMapping): string => (isStreamMapping(mapping) ? mapping.streamArn : mapping.queueArn);
