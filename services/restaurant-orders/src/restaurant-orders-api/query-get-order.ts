import { type Context, util } from '@aws-appsync/utils';
import { orderKey, orderOf } from './order-fields.ts';

export const request = (ctx: Context) => ({ operation: 'GetItem', key: orderKey(ctx.args.id), consistentRead: true });

export const response = (ctx: Context) => {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result && ctx.result.order_status !== 'WITHDRAWN' ? orderOf(ctx.result) : null;
};
