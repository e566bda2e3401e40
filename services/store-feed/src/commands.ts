import { randomInt } from 'node:crypto';
import { definePlumbCommand } from '@plumbline/event-kit';
import { z } from 'zod';
import { produceStoreEvents } from './manifest.ts';
import { produceAnswer, sentOf } from './produce-store-events/produce-answer.ts';
import { produceInput, SEEDS } from './produce-store-events/produce-store-events.ts';

export const produce = definePlumbCommand({
  words: 'stores produce',
  summary: 'publish sample reports of sales and stock, about one in ten of them invalid',
  invokes: produceStoreEvents,
  options: produceInput.extend({
    // Chosen here, so that a run that exceeds the function's timeout continues at the same place.
    seed: z
      .int()
      .default(() => randomInt(SEEDS))
      .meta({ description: 'The same seed makes the same reports.', default: 'a new one' }),
  }),
  answer: produceAnswer,
  rest: ({ count, seed, from }, answer) => {
    const { tot_msgs } = sentOf(answer);
    return tot_msgs > 0 && tot_msgs < count ? { count: count - tot_msgs, seed, from: from + tot_msgs } : undefined;
  },
  draw: (answer, { seed, from }) => {
    const { tot_msgs, bad_msgs, sale_evnts, inventory_evnts } = sentOf(answer);
    return [
      `${tot_msgs} reports from number ${from} of seed ${seed}: ${sale_evnts} of sales, ${inventory_evnts} of stock; ${bad_msgs} bad`,
    ];
  },
});
