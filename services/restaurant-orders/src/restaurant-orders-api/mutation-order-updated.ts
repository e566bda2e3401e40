import type { Context } from '@aws-appsync/utils';

/** Stores nothing: its answer goes to the order's subscribers. */
export const request = (ctx: Context) => ({ payload: ctx.args.input });

export const response = (ctx: Context) => ctx.result;
