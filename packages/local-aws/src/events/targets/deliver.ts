import { AwsError } from '../../aws-error.ts';
import { type Delivery, type DeliveryOutcome, permanent, type TargetServices } from './delivery.ts';
import { toApiDestination } from './to-api-destination.ts';
import { toBus } from './to-bus.ts';
import { toFunction } from './to-function.ts';
import { toLogGroup } from './to-log-group.ts';
import { toQueue } from './to-queue.ts';
import { toRestApi } from './to-rest-api.ts';
import { toStateMachine } from './to-state-machine.ts';

/** Delivers to a target once. A missing target or permission is final, everything else may pass. */
export const deliver = async (delivery: Delivery, services: TargetServices): Promise<DeliveryOutcome> => {
  const [, , service = '', , , resource = ''] = delivery.target.arn.split(':');
  try {
    if (service === 'lambda') return toFunction(delivery, services);
    if (service === 'sqs') return toQueue(delivery, services);
    if (service === 'execute-api') return await toRestApi(delivery, services);
    if (service === 'events' && resource.startsWith('event-bus/')) return toBus(delivery, services);
    if (service === 'events' && resource.startsWith('api-destination/')) return await toApiDestination(delivery, services);
    if (service === 'states') return toStateMachine(delivery, services);
    if (service === 'logs') return toLogGroup(delivery, services);
    return permanent('NO_RESOURCE', `local-aws cannot deliver to targets such as ${delivery.target.arn}.`);
  } catch (error) {
    if (error instanceof AwsError) return permanent(error.code, error.message);
    throw error;
  }
};

/**
 * Delivers to a function or a queue inside the write that accepts the event: they only take it in, so there is nothing to
 * wait for and no job to keep. Whatever can't be done so answers false, and takes the way of `deliver` with its retries.
 */
export const deliverAtOnce = (delivery: Delivery, services: TargetServices): boolean => {
  const service = delivery.target.arn.split(':')[2];
  try {
    if (service === 'lambda') return toFunction(delivery, services).kind === 'delivered';
    return service === 'sqs' && toQueue(delivery, services).kind === 'delivered';
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
};
