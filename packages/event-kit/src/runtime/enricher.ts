import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { EventKitError } from '../errors.ts';
import type { EventOf } from '../event.ts';
import { type Bounds, checkWhole, refusing } from '../refuse.ts';
import type { FatDataOf, ThinContract } from '../thin-variant.ts';

export interface EnricherProps {
  /** Queries the owner with the query's parameters and returns its result. Throws when the owner cannot answer now. */
  readonly fetch: (parameters: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<unknown>;
  /** The number of cached answers, at least 1. @default 1,000 */
  readonly answersMax?: number;
  /** Seconds that an answer stays cached, at least 1. @default 60 */
  readonly secondsMax?: number;
  /** @default the machine's clock */
  readonly now?: () => Date;
}

const ANSWERS_MAX = 1_000;
const SECONDS_MAX = 60;
const AT_LEAST_ONE: Bounds = { min: 1, max: Number.POSITIVE_INFINITY };

interface Answer {
  /** The time of the query, in milliseconds since 1970. */
  readonly askedMs: number;
  readonly data: unknown;
}

/**
 * Creates a function that returns a thin event's whole data. Caches answers, sends equal queries only once at a time, and ignores an answer
 * that is older than the event, because the answer may not reflect the event yet.
 *
 * @throws EventKitError `ENRICHMENT_FAILED`: retryable when the owner did not answer, not retryable when its answer does not fit the contract
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
    // The cache uses the same clock.
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
      throw new EventKitError('ENRICHMENT_FAILED', `${which} failed: ${String(cause)}`, { cause, retryable: true });
    });
    const result = fat.data.safeParse(answer?.data);
    if (result.success) return result.data as FatDataOf<Thin>;
    answers.delete(key);
    throw new EventKitError(
      'ENRICHMENT_FAILED',
      `${which} returned an answer that is not a valid ${fat.eventType}: ${z.prettifyError(result.error)}`,
    );
  };
};
