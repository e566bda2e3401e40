import type { JsonValue } from '@plumbline/compatibility';
import { Leaf, leafTest } from '@plumbline/eventbridge';
import type { PatternNode } from './pattern-node.ts';

/** Whether a value matches, under EventBridge's rules. */
export const valueMatches = (node: PatternNode, value: JsonValue | undefined): boolean => {
  if (Array.isArray(value)) {
    const elements = value as readonly JsonValue[];
    return elements.length === 0 ? valueMatches(node, undefined) : elements.some((element) => valueMatches(node, element));
  }
  const isObject = typeof value === 'object' && value !== null;
  if (node.matchers !== undefined) {
    if (isObject || value === undefined) return node.matchers.some(({ kind }) => kind === 'absent');
    return leafTest(node.matchers)(
      new Leaf(typeof value === 'string', typeof value === 'string' ? value : JSON.stringify(value), undefined),
    );
  }
  const properties = isObject ? (value as Readonly<Record<string, JsonValue>>) : {};
  return [...node.children].every(([name, child]) => valueMatches(child, Object.hasOwn(properties, name) ? properties[name] : undefined));
};
