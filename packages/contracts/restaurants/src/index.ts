export { QUANTITY_MAX } from './order-data.ts';
export { PlaceOrder } from './place-order.ts';
export { RestaurantOrderPaid } from './restaurant-order-paid.ts';
export { RestaurantOrderPaymentFailed } from './restaurant-order-payment-failed.ts';
