import type { Item } from './attribute-value.ts';
import { projectPaths } from './document-path.ts';
import type { ParseExpressions } from './expressions.ts';
import type { ItemStore } from './item-store.ts';
import { checkedKey, checkNestedPaths } from './key-check.ts';
import type { ExpressionRequest } from './parse-expressions.ts';
import { checkAttributeValues } from './request.ts';
import type { Table } from './table.ts';

export interface GetRequest extends ExpressionRequest {
  readonly Key: Item;
}

export interface ReadItem {
  /** The stored item; `undefined` when it does not exist. */
  readonly item: Item | undefined;
  /** The attributes that the caller requested. */
  readonly projected: Item | undefined;
}

/** The second of two steps, as for writes: the first one has thrown the errors of the request alone. */
export type PlanGet = (items: ItemStore, table: Table) => ReadItem;

export const planGet = (request: GetRequest, parse: ParseExpressions): PlanGet => {
  checkAttributeValues(request.Key);
  const { projection } = parse(request);
  return (items, table) => {
    const key = checkedKey(request.Key, table);
    checkNestedPaths(projection?.nestedHeads, table);
    const item = items.get(table, key);
    return { item, projected: item && projection ? projectPaths(item, projection.paths) : item };
  };
};
