import { definePlumbCommand, defineSamples } from '@plumbline/event-kit';
import { z } from 'zod';

/** Commands load their implementation when they run, because loading the AWS SDK takes time. */
const inBucket = () => import('./commands/put-order-file.ts');

export const order = definePlumbCommand({
  words: 'order',
  summary: 'put an order in the intake bucket',
  options: z.object({
    file: z.string().describe("an order's JSON, as a channel sends it"),
    channel: z.string().optional().describe('doordash, olo or generic (default: derived from the content)'),
    order_id: z.string().optional().describe("the order's id (default: derived from the content)"),
    tenant: z.string().default('Local0000001').describe("the first part of the object's key"),
  }),
  argument: 'file',
  example: 'order services/intake/samples/generic-declined.json',
  run: async (given, at) => (await inBucket()).putOrderFile(given, at),
});

export const quarantine = definePlumbCommand({
  words: 'quarantine',
  summary: 'list the rejected objects with their reasons',
  options: z.object({}),
  run: async (_, at) => (await import('./commands/show-quarantine.ts')).showQuarantine(at),
});

export const samples = defineSamples({
  summary: '3 sample orders, one of them twice, and 1 object that is not an order',
  wentWell: 'all orders took the right path, no function failed, and the repeated notification had no effect.',
  put: async (at) => (await import('./commands/put-samples.ts')).putSamples(at),
});
