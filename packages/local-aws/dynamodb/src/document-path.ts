import type { AttributeValue, Item } from './attribute-value.ts';

/** The position of a value in an item: attribute names and list positions, such as `['lines', 0, 'sku']`. */
export type DocumentPath = readonly (string | number)[];

/** The value at `path`, or `undefined`. */
export const valueAt = (item: Item, path: DocumentPath): AttributeValue | undefined => {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    if (value === undefined) return undefined;
    value = child(value, step);
  }
  return value;
};

const child = (parent: AttributeValue, step: string | number): AttributeValue | undefined => {
  if (typeof step === 'number') return 'L' in parent ? parent.L[step] : undefined;
  return 'M' in parent && Object.hasOwn(parent.M, step) ? parent.M[step] : undefined;
};

/** The part of an item that `paths` name, nested as in the item. List elements keep their order, without gaps. */
export const projectPaths = (item: Item, paths: readonly DocumentPath[]): Item => {
  const result: Item = {};
  const sparseLists: AttributeValue[][] = [];
  for (const path of paths) {
    const value = valueAt(item, path);
    if (value !== undefined) place(result, path, value, sparseLists);
  }
  for (const list of sparseLists) list.splice(0, list.length, ...list.filter(() => true));
  return result;
};

const place = (result: Item, path: DocumentPath, value: AttributeValue, sparseLists: AttributeValue[][]): void => {
  let parent: AttributeValue = { M: result };
  path.forEach((step, depth) => {
    const next = path[depth + 1];
    const found: AttributeValue = next === undefined ? value : (child(parent, step) ?? (typeof next === 'number' ? { L: [] } : { M: {} }));
    if ('L' in parent && typeof step === 'number') {
      if (!sparseLists.includes(parent.L)) sparseLists.push(parent.L);
      parent.L[step] = found;
    } else if ('M' in parent) parent.M[step] = found;
    parent = found;
  });
};
