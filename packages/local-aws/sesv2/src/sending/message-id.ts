import { randomUUID } from 'node:crypto';

/** In SES's form: the region and the time in hexadecimal digits, a UUID, and a counter. */
export const newMessageId = (nowMs: number): string => `0102${nowMs.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
