import { assumedRole } from './assumed-role.ts';
import type { Delivery, DeliveryOutcome, TargetServices } from './delivery.ts';
import { httpOutcome, RETRIED_OF_REST_APIS } from './http-outcome.ts';

/** Calls a REST API as the target's role. */
export const toRestApi = async (delivery: Delivery, services: TargetServices): Promise<DeliveryOutcome> => {
  const { target, input, traceHeader } = delivery;
  const [restApiId = '', stage = '', method = 'POST', ...path] = target.arn.split(':').slice(5).join(':').split('/');
  const assumed = assumedRole(delivery, services);
  if ('refused' in assumed) return assumed.refused;
  const pathValues = (target.http?.pathValues ?? []).values();
  const answer = await services.apiGateway.call({
    restApiId,
    stage,
    method,
    path: `/${path.join('/').replaceAll('*', () => encodeURIComponent(pathValues.next().value ?? '*'))}`,
    query: new URLSearchParams(target.http?.query),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Amazon/EventBridge',
      ...Object.fromEntries(Object.entries(target.http?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
      ...(traceHeader === undefined ? {} : { 'x-amzn-trace-id': traceHeader }),
    },
    body: Buffer.from(input),
    caller: assumed.role,
  });
  return httpOutcome(answer.status, String(answer.body ?? ''), RETRIED_OF_REST_APIS);
};
