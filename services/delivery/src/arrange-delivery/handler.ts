import { implement } from '@plumbline/event-kit/runtime';
import { arrangeDelivery } from '../manifest.ts';
import { localCouriers } from './adapters/local-couriers.ts';
import { createArrangeDelivery } from './arrange-delivery.ts';

export const handler = implement(arrangeDelivery, ({ publish }) => createArrangeDelivery({ book: localCouriers(), publish }));
