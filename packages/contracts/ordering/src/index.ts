export { OrderAccepted } from './order-accepted.ts';
export { OrderCreated } from './order-created.ts';
export { type OrderData, orderData } from './order-data.ts';
export { OrderDeliveryArranged } from './order-delivery-arranged.ts';
export { PaymentCaptured } from './payment-captured.ts';
export { PaymentFailed } from './payment-failed.ts';
