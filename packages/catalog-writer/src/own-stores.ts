import { accessesOf, type LambdaFunction } from '@plumbline/topology';
import type { CatalogSource } from './catalog-source.ts';
import { bucketId, tableId } from './names.ts';

/** A table or bucket that a function uses. */
export interface Store {
  readonly id: string;
  readonly actions: readonly string[];
}

/** The service's own tables and buckets that a function uses. Shared ones have their own page. */
export const storesOf = ({ topology, shortName }: CatalogSource, fn: LambdaFunction): readonly Store[] => {
  const own = <T extends { readonly stack: string }>(things: readonly T[]): readonly T[] =>
    things.filter(({ stack }) => stack === fn.stack);
  const tables = accessesOf(fn, own(topology.tables)).map(({ to, actions }) => ({ id: tableId(shortName(to.name)), actions }));
  const buckets = accessesOf(fn, own(topology.buckets)).map(({ to, actions }) => ({ id: bucketId(shortName(to.name)), actions }));
  return [...tables, ...buckets];
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html, list_amazons3.html */
export const isWrite = (action: string): boolean => /:(Put|Update|Delete|BatchWrite)/.test(action);
export const isRead = (action: string): boolean => /:(Get|Query|Scan|BatchGet|List)/.test(action);
/** `PutItem` of `dynamodb:PutItem`. */
export const actionName = (action: string): string => action.slice(action.indexOf(':') + 1);
