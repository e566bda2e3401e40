import { eventHandler, publisher } from '@plumbline/event-kit/runtime';
import { arrangeDelivery } from '../manifest.ts';
import { createArrangeDelivery } from './arrange-delivery.ts';
import { localCouriers } from './local-couriers.ts';

export const handler = eventHandler(arrangeDelivery, createArrangeDelivery({ book: localCouriers(), publish: publisher(arrangeDelivery) }));
