import { assumedRole } from './assumed-role.ts';
import { type Delivery, type DeliveryOutcome, permanent, type TargetServices, transient } from './delivery.ts';
import { httpOutcome, RETRIED_OF_API_DESTINATIONS } from './http-outcome.ts';

/** Calls an API destination, whose connection proves who calls. */
export const toApiDestination = async (delivery: Delivery, services: TargetServices): Promise<DeliveryOutcome> => {
  const { target, input, nowMs } = delivery;
  const assumed = assumedRole(delivery, services, 'events:InvokeApiDestination');
  if ('refused' in assumed) return assumed.refused;
  const called = await services.apiDestinations.call(target.arn, input, target.http);
  switch (called.kind) {
    case 'postponed':
      return called;
    case 'refused':
      return permanent(called.code, called.reason);
    case 'unreachable':
      return transient(called.timedOut ? 'TIMEOUT' : 'CONNECTION_FAILURE', called.reason);
    case 'answered':
      return afterWait(httpOutcome(called.answer.status, called.answer.body, RETRIED_OF_API_DESTINATIONS), called.answer.retryAfter, nowMs);
  }
};

/** `Retry-After` is honoured when it asks for more patience than EventBridge has; a negative one ends the retries. */
const afterWait = (outcome: DeliveryOutcome, retryAfter: string | undefined, nowMs: number): DeliveryOutcome => {
  if (outcome.kind !== 'failed' || !outcome.retryable || retryAfter === undefined) return outcome;
  const asSeconds = Number(retryAfter);
  const waitMs = Number.isNaN(asSeconds) ? Date.parse(retryAfter) - nowMs : asSeconds * 1_000;
  if (Number.isNaN(waitMs)) return outcome;
  return waitMs < 0 && !Number.isNaN(asSeconds) ? { ...outcome, retryable: false } : { ...outcome, waitMs: Math.max(0, waitMs) };
};
