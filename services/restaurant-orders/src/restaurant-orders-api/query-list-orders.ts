import { type Context, util } from '@aws-appsync/utils';
import { orderOf, type StoredOrder } from './order-fields.ts';

const PAGE = 25;
const PAGE_MAX = 100;

export const request = (ctx: Context) => {
  const { restaurantId, status, limit, nextToken } = ctx.args;
  if (limit && (limit < 1 || limit > PAGE_MAX)) util.error(`The limit must be from 1 to ${PAGE_MAX}, but is ${limit}.`, 'BadRequest');
  return {
    operation: 'Query',
    index: status ? 'by-restaurant-status' : 'by-restaurant',
    query: {
      expression: '#key = :key',
      expressionNames: { '#key': status ? 'restaurant_status' : 'restaurant_id' },
      expressionValues: util.dynamodb.toMapValues({ ':key': status ? `${restaurantId}#${status}` : restaurantId }),
    },
    scanIndexForward: false,
    limit: limit ?? PAGE,
    nextToken,
  };
};

export const response = (ctx: Context) => {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return { items: ctx.result.items.map((stored: StoredOrder) => orderOf(stored)), nextToken: ctx.result.nextToken };
};
