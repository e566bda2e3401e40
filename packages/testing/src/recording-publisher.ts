import type { EventContract, FunctionManifest, Metadata, Publish } from '@plumbline/event-kit';
import { publisher } from '@plumbline/event-kit/runtime';

/** An event in the form in which the publisher would put it on the bus. */
export interface PublishedEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: { readonly Metadata: Metadata; readonly Data: Readonly<Record<string, unknown>> };
}

/**
 * The real publisher in front of a bus that accepts every event: it checks contracts, fills in metadata and derives ids as in
 * production.
 */
export const recordingPublisher = <Published extends EventContract>(
  manifest: FunctionManifest<EventContract, Published>,
  now: () => Date = () => new Date('2026-11-21T09:00:00.000Z'),
): { readonly publish: Publish<Published>; readonly published: readonly PublishedEvent[] } => {
  const published: PublishedEvent[] = [];
  const publish = publisher(manifest, {
    now,
    busName: 'test',
    put: async (entries) => {
      for (const { Source = '', DetailType = '', Detail = '{}' } of entries) {
        published.push({ source: Source, detailType: DetailType, detail: JSON.parse(Detail) as PublishedEvent['detail'] });
      }
    },
  });
  return { publish, published };
};
