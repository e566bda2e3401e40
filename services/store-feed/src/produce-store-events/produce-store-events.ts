import { StoreInventoryReported, StoreSaleReported } from '@plumbline/contracts-stores';
import { derivedCauseId, type PublishAll, type ToPublish } from '@plumbline/event-kit';
import { z } from 'zod';
import { answerOf, type produceAnswer } from './produce-answer.ts';
import { type Report, storeReports } from './store-reports.ts';

/** The input of the function. */
export const produceInput = z.object({
  count: z.int().min(1).max(100_000).default(5).describe('How many reports.'),
  seed: z.int().optional().describe('The same seed makes the same reports.'),
  from: z.int().min(0).default(0).describe('The number of the first report: those before it were sent.'),
});

/** The upper bound of generated seeds. */
export const SEEDS = 2 ** 31;

export interface ProducePorts {
  readonly publish: PublishAll<typeof StoreSaleReported | typeof StoreInventoryReported>;
  readonly newSeed: () => number;
}

/** The limits of a run. */
export interface Remaining {
  getRemainingTimeInMillis(): number;
}

/** The number of reports in one request, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const BATCH = 10;
/** The reserve of the function's timeout, in ms, so that the function ends by itself. */
const RESERVE_MS = 5_000;

/** Publishes reports in batches, until the requested number is reached or the time runs out. The answer has the number. */
export const createProduceStoreEvents =
  ({ publish, newSeed }: ProducePorts) =>
  async ({ count, seed = newSeed(), from }: z.infer<typeof produceInput>, remaining: Remaining): Promise<z.infer<typeof produceAnswer>> => {
    const reports = storeReports(seed, from);
    const sent: Report[] = [];
    while (sent.length < count && remaining.getRemainingTimeInMillis() > RESERVE_MS) {
      const batch = Array.from({ length: Math.min(BATCH, count - sent.length) }, () => reports.next().value as Report);
      await publish(batch.map(toPublish));
      sent.push(...batch);
    }
    const many = (holds: (report: Report) => boolean): number => sent.filter(holds).length;
    return answerOf({
      status: sent.length === count,
      tot_msgs: sent.length,
      bad_msgs: many(({ bad }) => bad),
      sale_evnts: many(({ kind }) => kind === 'sale'),
      inventory_evnts: many(({ kind }) => kind === 'inventory'),
    });
  };

const toPublish = ({ kind, report }: Report): ToPublish<typeof StoreSaleReported> | ToPublish<typeof StoreInventoryReported> => {
  const options = { cause: { event_id: derivedCauseId('store-feed', report.request_id ?? '') } };
  return kind === 'sale' ? { event: StoreSaleReported, data: report, options } : { event: StoreInventoryReported, data: report, options };
};
