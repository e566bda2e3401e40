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
  /** As stored; `undefined` when there is none. */
  readonly item: Item | undefined;
  /** What the caller asked for of it. */
  readonly projected: Item | undefined;
}

/** The second of two steps, as with writes: what is wrong with the request alone has been thrown. */
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
