import { type Account, arnOf } from '@plumbline/local-aws-kernel';
import type { Item, ScalarType } from './attribute-value.ts';
import { encodeHashKey, encodeKey, NO_RANGE } from './key-encoding.ts';
import type { IndexDefinition, TableDefinition } from './table-definition.ts';

/** A table ready for use: its keys with their types, its indexes with the attributes they hold. */
export interface Table {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  /** AWS's `TableId`. */
  readonly uuid: string;
  readonly createdAtMs: number;
  readonly definition: TableDefinition;
  readonly keys: KeySchema;
  readonly indexes: readonly SecondaryIndex[];
}

export interface SecondaryIndex {
  readonly id: number;
  readonly name: string;
  readonly scope: 'global' | 'local';
  readonly definition: IndexDefinition;
  readonly keys: KeySchema;
  /** The projected attributes; `undefined` when it projects all. */
  readonly attributes: ReadonlySet<string> | undefined;
}

/** The hash key, then the range key if there is one. */
export type KeySchema = readonly [KeyAttribute, KeyAttribute?];

export interface KeyAttribute {
  readonly name: string;
  readonly type: ScalarType;
}

/** The position of an item's row. */
export interface RowKey {
  readonly hash: Buffer;
  readonly range: Buffer;
}

export interface TableIdentity {
  readonly id: number;
  readonly uuid: string;
  readonly createdAtMs: number;
  /** By index name. */
  readonly indexIds: ReadonlyMap<string, number>;
}

export const toTable = (definition: TableDefinition, identity: TableIdentity, account: Account): Table => {
  const keys = keySchema(definition, definition);
  const toIndex =
    (scope: SecondaryIndex['scope']) =>
    (index: IndexDefinition): SecondaryIndex => {
      const indexKeys = keySchema(index, definition);
      const names = [...keyNames(keys), ...keyNames(indexKeys), ...(index.nonKeyAttributes ?? [])];
      const id = identity.indexIds.get(index.name) ?? 0;
      return {
        id,
        name: index.name,
        scope,
        definition: index,
        keys: indexKeys,
        attributes: index.projection === 'ALL' ? undefined : new Set(names),
      };
    };
  return {
    id: identity.id,
    name: definition.name,
    arn: tableArn(account, definition.name),
    uuid: identity.uuid,
    createdAtMs: identity.createdAtMs,
    definition,
    keys,
    indexes: [
      ...(definition.globalSecondaryIndexes ?? []).map(toIndex('global')),
      ...(definition.localSecondaryIndexes ?? []).map(toIndex('local')),
    ],
  };
};

export const tableArn = (account: Account, name: string): string => arnOf(account, 'dynamodb', `table/${name}`);

export const keyNames = (keys: KeySchema): string[] => keys.flatMap((key) => (key === undefined ? [] : [key.name]));

/** `item` must contain the keys, with their types. */
export const rowKeyOf = (item: Item, [hash, range]: KeySchema): RowKey => ({
  hash: encodeHashKey(item[hash.name] as never, hash.type),
  range: range === undefined ? NO_RANGE : encodeKey(item[range.name] as never, range.type),
});

const keySchema = (of: { readonly hashKey: string; readonly rangeKey?: string }, { attributes }: TableDefinition): KeySchema => {
  const keyAttribute = (name: string): KeyAttribute => {
    const type = attributes[name];
    if (type === undefined) throw new Error(`Key attribute "${name}" has no type. Add it to the table's attributes.`);
    return { name, type };
  };
  return of.rangeKey === undefined ? [keyAttribute(of.hashKey)] : [keyAttribute(of.hashKey), keyAttribute(of.rangeKey)];
};
