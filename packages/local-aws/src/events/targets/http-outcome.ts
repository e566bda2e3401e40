import { DELIVERED, type DeliveryOutcome, permanent, transient } from './delivery.ts';

/** Statuses below 500 that are retried, by kind of target: shared notes, aws-semantics 5.12, and the page below. */
export const RETRIED_OF_API_DESTINATIONS: ReadonlySet<number> = new Set([401, 407, 409, 429]);
export const RETRIED_OF_REST_APIS: ReadonlySet<number> = new Set([429]);

/**
 * What an HTTP status means to EventBridge.
 * @param retried statuses below 500 that are retried.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const httpOutcome = (status: number, body: string, retried: ReadonlySet<number>): DeliveryOutcome => {
  if (status >= 200 && status < 300) return DELIVERED;
  const message = `${status} ${body}`;
  if (status === 429) return transient('THROTTLING', message);
  if (status >= 500) return transient(status === 504 ? 'TIMEOUT' : 'ERROR_FROM_TARGET', message);
  if (retried.has(status)) return transient(status === 401 ? 'NO_PERMISSIONS' : 'ERROR_FROM_TARGET', message);
  return permanent(status === 403 ? 'NO_PERMISSIONS' : 'ERROR_FROM_TARGET', message);
};
