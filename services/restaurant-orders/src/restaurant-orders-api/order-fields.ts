import { util } from '@aws-appsync/utils';

/** As in the contract of PlaceOrder; a test compares them. */
export const LIMITS = { nameLengthMax: 100, quantityMax: 100 } as const;

/** Where an order is in the table; its outbox items have the same partition. */
export const orderKey = (id: string) => util.dynamodb.toMapValues({ id, item: 'order' });

/** An order of the table as the schema has it. */
export interface StoredOrder {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly restaurant_id: string;
  readonly order_status: string;
  readonly amount_minor?: number;
  readonly currency?: string;
  readonly reason?: string;
}

export const orderOf = (stored: StoredOrder) => ({
  id: stored.id,
  name: stored.name,
  quantity: stored.quantity,
  restaurantId: stored.restaurant_id,
  orderStatus: stored.order_status,
  amountMinor: stored.amount_minor,
  currency: stored.currency,
  reason: stored.reason,
});

/** Refuses a name or a quantity that no order can have. */
export const checkDish = (name: string | null | undefined, quantity: number | null | undefined): void => {
  if (name !== null && name !== undefined && (name.trim().length === 0 || name.length > LIMITS.nameLengthMax))
    util.error(`The name of the dish must have 1 to ${LIMITS.nameLengthMax} characters.`, 'BadRequest');
  if (quantity !== null && quantity !== undefined && (quantity < 1 || quantity > LIMITS.quantityMax))
    util.error(`The quantity must be from 1 to ${LIMITS.quantityMax}, but is ${quantity}.`, 'BadRequest');
};
