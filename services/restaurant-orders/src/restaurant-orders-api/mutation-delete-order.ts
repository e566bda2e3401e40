import { type Context, util } from '@aws-appsync/utils';
import { orderKey, orderOf } from './order-fields.ts';

/** Longer than a command can wait in the queue and its dead-letter queue: 14 days each. */
const WITHDRAWN_SECONDS = 30 * 24 * 60 * 60;

/**
 * Before the payment begins, an order can be withdrawn. Its item stays until its command can't arrive any more, so that the workflow does not
 * record the order again. Without `placed_at` it is in no index.
 */
export const request = (ctx: Context) => ({
  operation: 'UpdateItem',
  key: orderKey(ctx.args.id),
  update: {
    expression: 'SET order_status = :withdrawn, expires_at = :expires_at REMOVE placed_at',
    expressionValues: util.dynamodb.toMapValues({
      ':withdrawn': 'WITHDRAWN',
      ':expires_at': util.time.nowEpochSeconds() + WITHDRAWN_SECONDS,
    }),
  },
  condition: { expression: 'order_status = :pending', expressionValues: util.dynamodb.toMapValues({ ':pending': 'PENDING' }) },
});

export const response = (ctx: Context) => {
  if (ctx.error && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
    util.error(`The order ${ctx.args.id} can't be withdrawn: it does not exist, or its payment began.`, 'Conflict');
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return { ...orderOf(ctx.result), orderStatus: 'PENDING' };
};
