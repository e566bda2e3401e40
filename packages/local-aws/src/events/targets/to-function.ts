import { EVENTS } from '../../iam/service-principal.ts';
import { DELIVERED, type Delivery, type DeliveryOutcome, permanent, type TargetServices } from './delivery.ts';

/** Lambda takes it in and runs it later: what the function does with it is Lambda's own, second stage. */
export const toFunction = ({ rule, target, input, traceHeader }: Delivery, { lambda }: TargetServices): DeliveryOutcome => {
  if (!lambda.exists(target.arn)) return permanent('NO_RESOURCE', `The function ${target.arn} does not exist.`);
  if (!lambda.permits(target.arn, EVENTS, rule.arn)) {
    return permanent('NO_PERMISSIONS', `The function's policy does not let EventBridge invoke it for the rule ${rule.arn}.`);
  }
  lambda.invokeAsync(target.arn, input, { traceHeader });
  return DELIVERED;
};
