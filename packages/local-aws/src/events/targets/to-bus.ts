import { assumedRole } from './assumed-role.ts';
import { DELIVERED, type Delivery, type DeliveryOutcome, isOutcome, permanent, type TargetServices } from './delivery.ts';

/** Another bus matches the same event against its own rules. A role is needed across accounts only, and must allow it when it is there. */
export const toBus = (delivery: Delivery, services: TargetServices): DeliveryOutcome => {
  const { target, input, traceHeader } = delivery;
  if (target.roleArn !== undefined) {
    const role = assumedRole(delivery, services);
    if (isOutcome(role)) return role;
    const refusal = services.iam.refusal(role, { action: 'events:PutEvents', resource: target.arn });
    if (refusal !== undefined) return permanent('NO_PERMISSIONS', refusal);
  }
  return services.forward(target.arn, input, traceHeader) ? DELIVERED : permanent('NO_RESOURCE', `The bus ${target.arn} does not exist.`);
};
