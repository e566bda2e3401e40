import { createHash } from 'node:crypto';
import { assumedRole } from './assumed-role.ts';
import { DELIVERED, type Delivery, type DeliveryOutcome, isOutcome, permanent, type TargetServices } from './delivery.ts';

/**
 * Starts an execution as the target's role. It is named after the event, the target and the input, so that a delivery that is
 * repeated starts no second one, and a replay does.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export const toStateMachine = (delivery: Delivery, services: TargetServices): DeliveryOutcome => {
  const { rule, target, eventId, input, traceHeader } = delivery;
  const role = assumedRole(delivery, services);
  if (isOutcome(role)) return role;
  if (!services.stepFunctions.exists(target.arn)) return permanent('NO_RESOURCE', `The state machine ${target.arn} does not exist.`);
  const refusal = services.iam.refusal(role, { action: 'states:StartExecution', resource: target.arn });
  if (refusal !== undefined) return permanent('NO_PERMISSIONS', refusal);
  const name = `${eventId}_${createHash('sha256').update(`${rule.arn} ${target.id} ${input}`).digest('hex').slice(0, 32)}`;
  services.stepFunctions.startExecution(target.arn, input, { name, traceHeader });
  return DELIVERED;
};
