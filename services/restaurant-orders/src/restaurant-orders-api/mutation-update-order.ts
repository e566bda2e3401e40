import { type Context, util } from '@aws-appsync/utils';
import { checkDish, orderKey, orderOf } from './order-fields.ts';

/** Before the payment begins, an order can be changed; the condition makes that true while the workflow runs. */
export const request = (ctx: Context) => {
  const { id, name, quantity } = ctx.args.input;
  checkDish(name, quantity);
  if (!name && !quantity) util.error('Nothing is to be changed. Give a name or a quantity.', 'BadRequest');
  const sets = [...(name ? ['#name = :name'] : []), ...(quantity ? ['quantity = :quantity'] : [])];
  return {
    operation: 'UpdateItem',
    key: orderKey(id),
    update: {
      expression: `SET ${sets.join(', ')}`,
      expressionNames: name ? { '#name': 'name' } : {},
      expressionValues: util.dynamodb.toMapValues({
        ...(name ? { ':name': name.trim() } : {}),
        ...(quantity ? { ':quantity': quantity } : {}),
      }),
    },
    condition: { expression: 'order_status = :pending', expressionValues: util.dynamodb.toMapValues({ ':pending': 'PENDING' }) },
  };
};

export const response = (ctx: Context) => {
  if (ctx.error && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
    util.error(`The order ${ctx.args.input.id} can't be changed: it does not exist, or its payment began.`, 'Conflict');
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return orderOf(ctx.result);
};
