/** The ordering domain's own tools, for a connected system. */
import { ordersLog, rejectedOrders } from '@plumbline/service-intake/manifest';
import * as put from '@plumbline/service-intake/put-order';
import * as rejected from '@plumbline/service-intake/rejected-objects';
import { orderTable } from '@plumbline/service-orders/manifest';
import * as history from '@plumbline/service-orders/order-history';
import type { Connection } from '../src/connection.ts';

export { sampleOrder, sampleText } from '@plumbline/service-intake/sample-order';
export type OrderHistory = history.OrderHistory;

export const putOrder = async ({ s3, bucketNamed }: Connection, key: string, body: string): Promise<void> =>
  put.putOrder(s3, await bucketNamed(ordersLog.name), key, body);

export const rejectedObjects = ({ sqs, named }: Connection): Promise<readonly rejected.RejectedObject[]> =>
  rejected.rejectedObjects(sqs, named(rejectedOrders.name));

export const orderHistory = ({ table, named }: Connection, orderId: string): Promise<OrderHistory> =>
  history.orderHistory(table, named(orderTable.name), orderId);
