import { v5 } from 'uuid';

/** The namespace of Plumbline's derived event ids: UUIDv5 of `https://plumbline.dev/events` in the URL namespace (RFC 9562, 6.6). */
const NAMESPACE = v5('https://plumbline.dev/events', v5.URL);

/**
 * The id of the event of `eventType` that `causeId` causes. Derived, so that a retry publishes the same event again and
 * consumers can drop it. `part` distinguishes several events of one type with one cause.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.5
 */
export const derivedEventId = (causeId: string, eventType: string, part = ''): string => v5(`${causeId}\n${eventType}\n${part}`, NAMESPACE);

/** An id for a cause that is not an event, such as an object in a bucket: the same parts give the same id. */
export const derivedCauseId = (...parts: readonly string[]): string => v5(parts.join('\n'), NAMESPACE);
