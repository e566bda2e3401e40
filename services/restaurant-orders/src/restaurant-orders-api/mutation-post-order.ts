import { type Context, util } from '@aws-appsync/utils';
import { checkDish } from './order-fields.ts';

/** Makes the order's id, which the caller gets at once; nothing waits for the payment. */
export const request = (ctx: Context) => {
  checkDish(ctx.args.input.name, ctx.args.input.quantity);
  ctx.stash.id = util.autoUlid();
  ctx.stash.orderedAt = util.time.nowISO8601();
  return {};
};

export const response = (ctx: Context) => {
  const { name, quantity, restaurantId } = ctx.args.input;
  return { id: ctx.stash.id, name: name.trim(), quantity, restaurantId, orderStatus: 'PENDING' };
};
