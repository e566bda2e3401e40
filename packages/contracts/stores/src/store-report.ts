import { z } from 'zod';

/**
 * The format of the stores' own systems, for sales and for stock. No property is reliable: a missing or wrong property makes a report
 * invalid, and the translation reports it. Further properties of a store stay in its report.
 */
export const storeReport = z.looseObject({
  request_id: z.string().optional().describe('Tells the same report when it comes again.'),
  name: z.string().optional().describe('What was sold or moved.'),
  category: z.string().optional().describe('The kind of thing, such as Books.'),
  store_id: z.string().optional().describe('Which store it was; bad reports lack it.'),
  sales: z.number().optional().describe('What it was worth, as a decimal number.'),
  contact_me: z.string().optional().describe('Whom to ask about the report.'),
  is_return: z.boolean().optional().describe('It came back.'),
  new_order: z.boolean().optional().describe('It went out; given instead of is_return.'),
});

export type StoreReport = z.infer<typeof storeReport>;

/** What the stores call themselves on the bus. */
export const STORES_SOURCE = 'Miztiik-Automation-Data-Producer';
