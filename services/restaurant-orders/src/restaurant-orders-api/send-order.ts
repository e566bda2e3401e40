import { type Context, util } from '@aws-appsync/utils';
import type { PlaceOrder } from '@plumbline/contracts-restaurants';
import { sendCommand } from '@plumbline/event-kit/resolver';

const OK = 200;

export const request = (ctx: Context) => {
  const { name, quantity, restaurantId, clientEmail } = ctx.args.input;
  return sendCommand<typeof PlaceOrder>({
    commandType: 'PlaceOrder',
    id: ctx.stash.id,
    time: ctx.stash.orderedAt,
    data: {
      order_id: ctx.stash.id,
      restaurant_id: restaurantId,
      name: name.trim(),
      quantity,
      client_email: clientEmail,
      ordered_at: ctx.stash.orderedAt,
    },
  });
};

export const response = (ctx: Context) => {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  if (ctx.result.statusCode !== OK) util.error('The order could not be taken. Post it again.', 'Unavailable');
  return {};
};
