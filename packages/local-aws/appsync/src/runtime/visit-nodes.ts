import type { AnyNode } from 'acorn';

/** Calls `see` for each node below a root, without recursion, because code may nest as deeply as its length allows. */
export const visitNodes = (root: AnyNode, see: (node: AnyNode) => void): void => {
  const waiting: AnyNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    see(node);
    const children = Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]) as unknown[]);
    waiting.push(...children.filter(isNode).reverse());
  }
};

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;
