import { type Context, util } from '@aws-appsync/utils';

/**
 * Records the order, so that the guest can read it while its command waits in the queue. The command is the source of truth: when this fails,
 * or comes too late, the workflow records the order.
 */
export const request = (ctx: Context) => {
  const { name, quantity, restaurantId, clientEmail } = ctx.args.input;
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ id: ctx.stash.id, item: 'order' }),
    attributeValues: util.dynamodb.toMapValues({
      name: name.trim(),
      quantity,
      restaurant_id: restaurantId,
      client_email: clientEmail,
      placed_at: ctx.stash.orderedAt,
      order_status: 'PENDING',
      restaurant_status: `${restaurantId}#PENDING`,
    }),
    condition: { expression: 'attribute_not_exists(id)' },
  };
};

export const response = () => ({});
