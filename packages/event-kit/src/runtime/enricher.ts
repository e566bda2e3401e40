import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { EventKitError } from '../errors.ts';
import type { EventOf } from '../event.ts';
import { type Bounds, checkWhole, refusing } from '../refuse.ts';
import type { FatDataOf, ThinContract } from '../thin-variant.ts';

export interface EnricherProps {
  /** Asks the owner: the query's parameters go in, its result comes out. It throws what can't be answered now. */
  readonly fetch: (parameters: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<unknown>;
  /** Answers that are kept, at least 1. @default 1,000 */
  readonly answersMax?: number;
  /** Seconds that an answer is kept, at least 1. @default 60 */
  readonly secondsMax?: number;
  /** @default the machine's clock */
  readonly now?: () => Date;
}

const ANSWERS_MAX = 1_000;
const SECONDS_MAX = 60;
const AT_LEAST_ONE: Bounds = { min: 1, max: Number.POSITIVE_INFINITY };

interface Answer {
  /** When it was asked for, in milliseconds since 1970. */
  readonly askedMs: number;
  readonly data: unknown;
}

/**
 * Makes a function that tells a thin event's whole data. Answers are kept, one question is asked once at a time, and an answer that is
 * older than the event is not used: it may not know of the event yet.
 *
 * @throws EventKitError `ENRICHMENT_FAILED`: retryable when the owner did not answer, not so when its answer does not fit the contract
 * @see https://www.enterpriseintegrationpatterns.com/patterns/messaging/DataEnricher.html
 */
export const enricher = <Thin extends ThinContract>(
  contract: Thin,
  { fetch, answersMax = ANSWERS_MAX, secondsMax = SECONDS_MAX, now = () => new Date() }: EnricherProps,
): ((event: EventOf<Thin>) => Promise<FatDataOf<Thin>>) => {
  const refuse = refusing(`enricher(${contract.eventType})`);
  checkWhole(refuse, 'answersMax', answersMax, AT_LEAST_ONE);
  checkWhole(refuse, 'secondsMax', secondsMax, AT_LEAST_ONE);
  const { of: fat, enrichedBy: query } = contract.thin;
  const answers = new LRUCache<string, Answer, Readonly<Record<string, unknown>>>({
    max: answersMax,
    ttl: secondsMax * 1_000,
    // The cache's own clock is this one, too.
    perf: { now: () => now().getTime() },
    ttlResolution: 0,
    fetchMethod: async (_key, _stale, { context, signal }) => ({ askedMs: now().getTime(), data: await fetch(context, signal) }),
  });
  return async ({ Metadata, Data }) => {
    const parameters = query.parameters.parse(Data);
    const key = JSON.stringify(parameters);
    const known = answers.get(key);
    const forceRefresh = known !== undefined && known.askedMs < Date.parse(Metadata.event_time_iso8601);
    const which = `${contract.eventType} ${Metadata.event_id}: the query ${query.name}(${key})`;
    const answer = await answers.fetch(key, { context: parameters, forceRefresh }).catch((cause: unknown) => {
      throw new EventKitError('ENRICHMENT_FAILED', `${which} was not answered: ${String(cause)}`, { cause, retryable: true });
    });
    const result = fat.data.safeParse(answer?.data);
    if (result.success) return result.data as FatDataOf<Thin>;
    answers.delete(key);
    throw new EventKitError(
      'ENRICHMENT_FAILED',
      `${which} was answered with what is no ${fat.eventType}: ${z.prettifyError(result.error)}`,
    );
  };
};
