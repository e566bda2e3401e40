import type { Context } from 'aws-lambda';
import type { EventOf } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { checkOut } from './check-large-data.ts';
import type { Claims } from './claims.ts';
import { type BusEvent, eventParser } from './consume.ts';
import { deliveryMetric } from './delivery-metric.ts';
import { correlationKeys, type Run } from './run.ts';

export type EventUseCase<Consumed extends EventContract> = (event: EventOf<Consumed>, context: Context) => Promise<void>;

/**
 * The handler of a function that single events invoke. The event is parsed by its contract; an error is logged and
 * rethrown, so that Lambda retries and then sends the event to the function's on-failure queue. Data that travelled by claim
 * check is fetched before.
 */
export const eventHandler = <Consumed extends EventContract>(
  manifest: FunctionManifest<Consumed>,
  useCase: EventUseCase<Consumed>,
  { about, log }: Run,
  claims: Claims,
): ((event: BusEvent, context: Context) => Promise<void>) => {
  const parse = eventParser(manifest);
  const count = deliveryMetric(manifest);
  const handled = async (event: EventOf<Consumed>, context: Context): Promise<void> => {
    try {
      await useCase(event, context);
      log.info('handled');
    } catch (error) {
      log.error('failed', error as Error);
      throw error;
    }
  };
  const read = async (busEvent: BusEvent): Promise<EventOf<Consumed>> => {
    try {
      count([busEvent]);
      return parse({ ...busEvent, detail: await checkOut(claims, busEvent.detail) });
    } catch (error) {
      log.error('failed', error as Error);
      throw error;
    }
  };
  return async (busEvent, context) => {
    const event = await read(busEvent);
    await about(correlationKeys(event.Metadata), () => handled(event, context));
  };
};
