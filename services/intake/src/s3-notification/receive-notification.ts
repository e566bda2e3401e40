import type { HttpAnswer } from '@plumbline/event-kit';
import { type ObjectNotice, objectCreatedEvent } from './object-created.ts';
import type { Outcome } from './receive-order.ts';

/**
 * Answers EventBridge's call: 200 when the object has been processed (including a rejected order, which is in quarantine), 400 for an error
 * that no retry can fix.
 */
export const receiveNotification =
  ({ bucket, receive }: { bucket: string; receive: (notice: ObjectNotice) => Promise<Outcome> }) =>
  async (body: unknown): Promise<HttpAnswer> => {
    const event = objectCreatedEvent.safeParse(body);
    if (!event.success) return refused('The body is not an "Object Created" event of S3.');
    const { bucket: from, object } = event.data.detail;
    if (from.name !== bucket) return refused(`The bucket ${from.name} is not the intake bucket.`);
    const version = object['version-id'];
    const notice = { bucket, key: object.key, sizeBytes: object.size, ...(version === undefined ? {} : { versionId: version }) };
    return { status: 200, body: { key: object.key, ...(await receive(notice)) } };
  };

const refused = (reason: string): HttpAnswer => ({ status: 400, body: { outcome: 'refused', reason } });
