import { randomInt } from 'node:crypto';
import { implement } from '@plumbline/event-kit/runtime';
import { produceStoreEvents } from '../manifest.ts';
import { createProduceStoreEvents, produceInput, SEEDS } from './produce-store-events.ts';

export const handler = implement(
  produceStoreEvents,
  ({ publishAll }) => createProduceStoreEvents({ publish: publishAll, newSeed: () => randomInt(SEEDS) }),
  { input: produceInput },
);
