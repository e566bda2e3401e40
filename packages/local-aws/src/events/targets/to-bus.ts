import { assumedRole } from './assumed-role.ts';
import { DELIVERED, type Delivery, type DeliveryOutcome, permanent, type TargetServices } from './delivery.ts';

/** Another bus matches the same event against its own rules. A role is needed across accounts only, and must allow it when it is there. */
export const toBus = (delivery: Delivery, services: TargetServices): DeliveryOutcome => {
  const { target, input, traceHeader } = delivery;
  if (target.roleArn !== undefined) {
    const assumed = assumedRole(delivery, services, 'events:PutEvents');
    if ('refused' in assumed) return assumed.refused;
  }
  return services.forward(target.arn, input, traceHeader) ? DELIVERED : permanent('NO_RESOURCE', `The bus ${target.arn} does not exist.`);
};
