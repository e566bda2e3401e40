import { randomInt } from 'node:crypto';
import { batchPublisher, directHandler } from '@plumbline/event-kit/runtime';
import { produceStoreEvents } from '../manifest.ts';
import { createProduceStoreEvents, produceInput, SEEDS } from './produce-store-events.ts';

export const handler = directHandler(
  produceStoreEvents,
  produceInput,
  createProduceStoreEvents({ publish: batchPublisher(produceStoreEvents), newSeed: () => randomInt(SEEDS) }),
);
