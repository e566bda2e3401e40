import { PlaceOrder, RestaurantOrderPaid, RestaurantOrderPaymentFailed } from '@plumbline/contracts-restaurants';
import {
  accessesTable,
  defineFunction,
  defineGraphqlApi,
  defineMailSender,
  defineQueue,
  defineService,
  defineTable,
  defineTopic,
  defineWorkflow,
  idempotencyTable,
  local,
  may,
  mayCall,
  on,
  pipeline,
  sendsCommand,
} from '@plumbline/event-kit';

/** The restaurants that take orders, with the price of a dish. */
export const restaurantTable = defineTable({ name: 'restaurants', partitionKey: 'id' });

/** Orders, and the outbox items of their events in the same partition. */
export const orderTable = defineTable({
  name: 'restaurant-orders',
  partitionKey: 'id',
  sortKey: 'item',
  timeToLive: 'expires_at',
  indexes: [
    { name: 'by-restaurant', partitionKey: 'restaurant_id', sortKey: 'placed_at' },
    { name: 'by-restaurant-status', partitionKey: 'restaurant_status', sortKey: 'placed_at' },
  ],
});

/** Orders whose payment or mail needs manual work. */
export const ordersOnHold = defineQueue({ name: 'restaurant-orders-on-hold' });

/** Messages to the staff: each restaurant hears of its own orders. */
export const kitchens = defineTopic({
  name: 'restaurant-kitchens',
  subscribers: [
    { address: 'kitchen@dominos.example', where: { restaurant_id: ['Dominos'] } },
    { address: 'kitchen@trattoria.example', where: { restaurant_id: ['Trattoria'] } },
  ],
});

export const guestMail = defineMailSender({ name: 'restaurant-guests', address: 'orders@restaurants.example' });

export const takePayment = defineFunction({
  name: 'take-payment',
  summary: "Takes the payment of a restaurant's order, once.",
  task: true,
  uses: [may(restaurantTable, 'GetItem')],
  idempotency: { table: idempotencyTable({ name: 'restaurant-payments-memory' }) },
});

export const processOrder = defineWorkflow({
  name: 'process-order',
  summary: 'Records an order, has it paid, and tells the guest and the kitchen.',
  definition: new URL('./process-order/process-order.asl.json', import.meta.url),
  invokes: [takePayment],
  uses: [may(orderTable, 'PutItem', 'UpdateItem'), may(ordersOnHold, 'SendMessage'), may(kitchens, 'Publish'), may(guestMail, 'SendEmail')],
});

export const takeOrder = defineFunction({
  name: 'take-order',
  summary: 'Starts one execution of the workflow for each order.',
  handles: [PlaceOrder],
  // On a world pizza day, orders wait in the queue and do not throttle the functions of other teams.
  batching: { size: 10, windowSeconds: 0, concurrencyMax: 2 },
  uses: [may(processOrder, 'StartExecution')],
});

export const announceRestaurantOrders = defineFunction({
  name: 'announce-restaurant-orders',
  summary: "Publishes the orders' events with the name of the restaurant.",
  outbox: { table: orderTable },
  publishes: [RestaurantOrderPaid, RestaurantOrderPaymentFailed],
  uses: [may(restaurantTable, 'GetItem')],
});

export const restaurantOrdersApi = defineGraphqlApi({
  name: 'restaurant-orders-api',
  summary: 'Guests order, and follow their orders.',
  folder: new URL('./restaurant-orders-api/', import.meta.url),
  authorization: [{ kind: 'api-key', expires: '2027-10-01T00:00:00Z' }, { kind: 'iam' }],
  resolvers: {
    'Mutation.postOrder': pipeline({
      'find-restaurant': accessesTable(restaurantTable, 'GetItem'),
      'send-order': sendsCommand(PlaceOrder),
      'record-order': accessesTable(orderTable, 'PutItem'),
    }),
    'Mutation.updateOrder': accessesTable(orderTable, 'UpdateItem'),
    'Mutation.deleteOrder': accessesTable(orderTable, 'UpdateItem'),
    'Mutation.orderUpdated': local,
    'Query.getOrder': accessesTable(orderTable, 'GetItem'),
    'Query.listOrders': accessesTable(orderTable, 'Query'),
  },
});

export const showOrder = defineFunction({
  name: 'show-order',
  summary: 'Tells the subscribers of an order that it changed.',
  consumes: [on(RestaurantOrderPaid), on(RestaurantOrderPaymentFailed)],
  uses: [mayCall(restaurantOrdersApi, 'Mutation.orderUpdated')],
});

export const restaurantOrders = defineService({
  name: 'restaurant-orders',
  domain: 'restaurants',
  team: 'restaurants-team',
  summary: 'Takes orders for restaurants, has them paid, and tells guests and kitchens.',
  functions: [takeOrder, takePayment, announceRestaurantOrders, showOrder],
  workflows: [processOrder],
  apis: [restaurantOrdersApi],
});
