import type { LiveSystem, PutSamples, Sample, SampleView } from '@plumbline/event-kit';
import type { Occurrence } from '@plumbline/local-aws';
import { deadLetterQueues } from '@plumbline/topology';
import type { Connection } from './connection.ts';
import { depthOf, urlOf } from './dlq/received-letters.ts';
import { failuresSeen } from './failures-seen.ts';

/** Longer than any sample takes on a slow machine with cold functions. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

export interface SamplesCheck {
  /** Everything that has happened so far; the list grows. */
  readonly seen: readonly Occurrence[];
  readonly connection: Connection;
  readonly system: LiveSystem;
  readonly put: PutSamples;
  /** How each kind of sample is checked. */
  readonly viewsOf: (sample: Sample) => readonly SampleView[];
  /** The types of the events that a sample causes. */
  readonly expected: (sample: Sample) => ReadonlySet<string>;
  /** Resolves when nothing is running or due. */
  readonly idle: () => Promise<void>;
  /** The number of messages that each dead-letter queue held before. */
  readonly deadLettersBefore: ReadonlyMap<string, number>;
}

/** Waits until the samples are processed. Returns every unexpected result, of the samples and of everything else that happened. */
export const checkSamples = async (check: SamplesCheck): Promise<readonly string[]> => {
  const { seen, put, idle } = check;
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const problems = [...unanswered(seen, put), ...(await problemsOf(check))];
    // Functions may still be working on events that no sample shows.
    if (problems.length === 0) await idle();
    const failures = [...problems, ...failuresSeen(seen), ...(await newDeadLetters(check))];
    if (failures.length === 0 || Date.now() > endMs) return failures;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};

const newDeadLetters = async ({ connection, deadLettersBefore }: SamplesCheck): Promise<readonly string[]> => {
  const now = await deadLetters(connection);
  return [...now].flatMap(([queue, count]) => {
    const added = count - (deadLettersBefore.get(queue) ?? 0);
    return added > 0 ? [`${added} dead letter${added === 1 ? '' : 's'} in ${queue}: "plumb dlq show ${queue}" shows the cause`] : [];
  });
};

/** The number of messages in each dead-letter queue. */
export const deadLetters = async (connection: Connection): Promise<ReadonlyMap<string, number>> => {
  const queues = deadLetterQueues(await connection.resources());
  const counts = queues.map(async (queue) => {
    const { waiting, inFlight } = await depthOf(connection, await urlOf(connection, queue));
    return [queue.name, waiting + inFlight] as const;
  });
  return new Map(await Promise.all(counts));
};

/** Every input must have an answer, including repeated inputs. Until then, the events that it caused are not known. */
const unanswered = (seen: readonly Occurrence[], { inputs }: PutSamples): readonly string[] => {
  const told = new Set(seen.flatMap((each) => (each.kind === 'event' && inputs.isOne(each.event.detail) ? [each.event.id] : [])));
  const answered = seen.filter((each) => each.kind === 'delivery' && each.outcome === 'delivered' && told.has(each.eventId));
  return answered.length === inputs.count ? [] : [`${answered.length} of ${inputs.count} notifications were answered`];
};

const problemsOf = async ({ seen, system, put, viewsOf, expected }: SamplesCheck): Promise<readonly string[]> => {
  const ofSamples = put.samples.map(async (sample) => {
    // Each event once. Two independent events may come in either order.
    const wanted = [...expected(sample)].toSorted();
    const published = publishedOf(seen, sample).toSorted();
    const looking = viewsOf(sample).map((view) => view.problems(sample, wanted));
    return [
      ...(published.join() === wanted.join()
        ? []
        : [`${sample.name} caused the events ${published.join(', ')} instead of ${wanted.join(', ')}`]),
      ...(await Promise.all(looking)).flat(),
    ];
  });
  return [...(await Promise.all(ofSamples)).flat(), ...(await put.problems(system))];
};

/** The types of the events of a sample that the bus accepted. A repeated event appears twice; a store would not show the repetition. */
const publishedOf = (seen: readonly Occurrence[], { isAbout }: Sample): readonly string[] =>
  seen.flatMap((each) => {
    if (each.kind !== 'event') return [];
    const { Metadata, Data } = each.event.detail as {
      readonly Metadata?: { readonly event_type: string };
      readonly Data?: Readonly<Record<string, unknown>>;
    };
    return Metadata !== undefined && Data !== undefined && isAbout(Data) ? [Metadata.event_type] : [];
  });
