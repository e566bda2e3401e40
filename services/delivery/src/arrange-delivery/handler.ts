import { eventHandler, publisher } from '@plumbline/event-kit/runtime';
import { arrangeDelivery } from '../manifest.ts';
import { localCouriers } from './adapters/local-couriers.ts';
import { createArrangeDelivery } from './arrange-delivery.ts';

export const handler = eventHandler(arrangeDelivery, createArrangeDelivery({ book: localCouriers(), publish: publisher(arrangeDelivery) }));
