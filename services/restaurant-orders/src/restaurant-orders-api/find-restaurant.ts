import { type Context, util } from '@aws-appsync/utils';

export const request = (ctx: Context) => ({
  operation: 'GetItem',
  key: util.dynamodb.toMapValues({ id: ctx.args.input.restaurantId }),
});

export const response = (ctx: Context) => {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  if (!ctx.result) util.error(`There is no restaurant ${ctx.args.input.restaurantId}.`, 'NotFound');
  return {};
};
