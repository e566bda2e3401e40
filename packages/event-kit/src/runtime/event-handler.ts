import type { Context } from 'aws-lambda';
import type { EventContract } from '../define-event.ts';
import type { EventOf, Metadata } from '../event.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { checkOut } from './check-large-data.ts';
import { type Claims, s3Claims } from './claims.ts';
import { type BusEvent, eventParser } from './consume.ts';
import { deliveryMetric } from './delivery-metric.ts';
import { functionLogger } from './function-logger.ts';

/**
 * The handler of a function that single events invoke. The event is parsed by its contract; an error is logged and
 * thrown on, so that Lambda retries and then hands the event to the function's on-failure queue. Data that travelled by claim
 * check is fetched before.
 */
export const eventHandler = <Consumed extends EventContract>(
  manifest: FunctionManifest<Consumed>,
  useCase: (event: EventOf<Consumed>, context: Context) => Promise<void>,
  claims: Claims = s3Claims(),
): ((event: BusEvent, context: Context) => Promise<void>) => {
  const parse = eventParser(manifest);
  const logger = functionLogger(manifest);
  const count = deliveryMetric(manifest);
  return async (busEvent, context) => {
    logger.addContext(context);
    try {
      count([busEvent]);
      const event = parse({ ...busEvent, detail: await checkOut(claims, busEvent.detail) });
      logger.resetKeys();
      logger.appendKeys(correlationKeys(event.Metadata));
      await useCase(event, context);
      logger.info('handled');
    } catch (error) {
      logger.error('failed', error as Error);
      throw error;
    }
  };
};

/** The ids under which everything that one order caused can be found in the logs. */
export const correlationKeys = (metadata: Metadata): Record<string, string> => ({
  event_type: metadata.event_type,
  event_id: metadata.event_id,
  correlation_id: metadata.correlation_id ?? metadata.event_id,
});
