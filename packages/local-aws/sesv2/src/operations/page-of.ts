import { type AwsRequest, page } from '@plumbline/local-aws-kernel';
import { badRequest } from '../errors.ts';
import { readBody } from '../read-body.ts';

/** One page of named entries, by `PageSize` and `NextToken` of the query, or of the body where newer clients send them. */
export const pageOf = <T>(request: AwsRequest, entries: readonly (readonly [string, T])[], sizeMax: number) => {
  const given =
    request.method === 'POST'
      ? readBody<{ readonly PageSize?: number; readonly NextToken?: string }>(request, { '': ['PageSize', 'NextToken'] })
      : { PageSize: request.query.get('PageSize') ?? undefined, NextToken: request.query.get('NextToken') ?? undefined };
  const size = Number(given.PageSize ?? sizeMax);
  if (!Number.isSafeInteger(size) || size < 1 || size > sizeMax) throw badRequest(`PageSize is from 1 to ${sizeMax}.`);
  return page(entries, ([name]) => name, { Limit: size, NextToken: given.NextToken });
};
