import { z } from 'zod';

/** The answer of the function. The body is JSON with the keys of the stores' tools. */
export const produceAnswer = z.object({ statusCode: z.literal(200), body: z.string() });

const body = z.object({
  message: z.object({
    status: z.boolean().describe('All that were wanted were sent.'),
    tot_msgs: z.int().describe('How many were sent.'),
    bad_msgs: z.int(),
    sale_evnts: z.int(),
    inventory_evnts: z.int(),
  }),
});

/** How many reports were sent, and of what kind. */
export type Sent = z.infer<typeof body>['message'];

export const answerOf = (message: Sent): z.infer<typeof produceAnswer> => ({ statusCode: 200, body: JSON.stringify({ message }) });

export const sentOf = (answer: z.infer<typeof produceAnswer>): Sent => body.parse(JSON.parse(answer.body)).message;
