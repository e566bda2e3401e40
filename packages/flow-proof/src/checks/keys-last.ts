import { textOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';

/** Clients need time to get a new key, in days. */
const NOTICE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Every API key is valid for the next weeks. AppSync refuses an expired key, and every client with it.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#api-key-authorization
 */
export const keysLast: Check = function* ({ all, today }) {
  if (today === undefined) return;
  for (const at of all('aws_appsync_api_key')) {
    const expires = textOf(at.values.expires) ?? '';
    const days = Math.floor((Date.parse(expires) - Date.parse(today)) / DAY_MS);
    if (Number.isNaN(days) || days >= NOTICE_DAYS) continue;
    yield {
      code: 'API_KEY_EXPIRES',
      at,
      subject: at.address,
      why: `The API key ${days < 0 ? 'expired' : 'expires'} on ${expires.slice(0, 10)}.`,
      fix: 'Declare a later time, at most a year from now, and deploy before clients are refused.',
    };
  }
};
