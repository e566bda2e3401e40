import { createHash } from 'node:crypto';
import { assumedRole } from './assumed-role.ts';
import { DELIVERED, type Delivery, type DeliveryOutcome, permanent, type TargetServices } from './delivery.ts';

/**
 * Starts an execution as the target's role. It is named after the event, the target and the input, so that a delivery that is
 * repeated starts no second one, and a replay does.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export const toStateMachine = (delivery: Delivery, services: TargetServices): DeliveryOutcome => {
  const { rule, target, eventId, input, traceHeader } = delivery;
  const assumed = assumedRole(delivery, services, 'states:StartExecution');
  if ('refused' in assumed) return assumed.refused;
  if (!services.stepFunctions.exists(target.arn)) return permanent('NO_RESOURCE', `The state machine ${target.arn} does not exist.`);
  const name = `${eventId}_${createHash('sha256').update(`${rule.arn} ${target.id} ${input}`).digest('hex').slice(0, 32)}`;
  services.stepFunctions.startExecution(target.arn, input, { name, traceHeader });
  return DELIVERED;
};
