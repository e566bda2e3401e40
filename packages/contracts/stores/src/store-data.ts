import { measured, utcTime } from '@plumbline/event-kit';
import { z } from 'zod';

export const storeId = z.string().min(1).max(64).describe('The store, such as store_2.');
const product = z.string().min(1).max(256).describe('The name of the thing.');
export const category = z.string().min(1).max(64).describe('The kind of thing, such as Books.');
/** The stores don't say when: it is when the bus took their report. */
const reportedAt = utcTime.describe('When the report came.');
/** The stores' own number for a report; the same in whatever comes of it. */
const reportId = z.string().min(1).max(128).describe("The stores' id of the report that it was read from.");
/** What a report says that could be read, whether of a sale or of stock. */
export const reported = { report_id: reportId, reported_at: reportedAt, store_id: storeId, product, category };
/** An amount in cents: never a fraction, never less than nothing. */
export const cents = (meaning: string) => measured(z.int().min(0), { unit: 'cent', meaning });
