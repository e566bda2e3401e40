import { type Context, util } from '@aws-appsync/utils';
import { orderKey, orderOf } from './order-fields.ts';

/** Before the payment begins, an order can be withdrawn. The workflow then finds no order, and ends. */
export const request = (ctx: Context) => ({
  operation: 'DeleteItem',
  key: orderKey(ctx.args.id),
  condition: { expression: 'order_status = :pending', expressionValues: util.dynamodb.toMapValues({ ':pending': 'PENDING' }) },
});

export const response = (ctx: Context) => {
  if (ctx.error && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
    util.error(`The order ${ctx.args.id} can't be withdrawn: it does not exist, or its payment began.`, 'Conflict');
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  // DynamoDB deletes what does not exist without a word.
  if (!ctx.result) util.error(`The order ${ctx.args.id} does not exist.`, 'NotFound');
  return orderOf(ctx.result);
};
