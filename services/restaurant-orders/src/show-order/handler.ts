import { graphqlCaller, implement } from '@plumbline/event-kit/runtime';
import { restaurantOrdersApi, showOrder } from '../manifest.ts';
import { orderUpdated } from './adapters/order-updated.ts';
import { createShowOrder } from './show-order.ts';

export const handler = implement(showOrder, () => createShowOrder({ show: orderUpdated(graphqlCaller(restaurantOrdersApi)) }));
