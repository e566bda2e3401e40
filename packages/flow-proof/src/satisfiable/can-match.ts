import type { JsonSchema } from '@plumbline/compatibility';
import { type ArrayShape, alternatives, isEmpty, type ObjectShape, propertyOf, type Shape } from '@plumbline/compatibility/shapes';
import type { Alternative, Matcher } from '@plumbline/eventbridge';
import { excludesNothing } from './excludes-nothing.ts';
import { leafCanMatch } from './leaf-can-match.ts';
import type { PatternNode } from './pattern-node.ts';
import { valueMatches } from './value-matches.ts';
import { allOf, anyOf, atMost, type Verdict } from './verdict.ts';

/**
 * Whether an event of a schema can match a pattern. Producers write only the properties that the schema names, unless the schema has
 * `additionalProperties`. `no` is a proof. `yes` is a proof too, unless fields depend on each other through keywords that yield `maybe`.
 *
 * @param pattern the result of `compilePattern`
 * @example
 * ```ts
 * canMatch(compilePattern('{"total": [{"numeric": [">", 100]}]}'), { properties: { total: { maximum: 50 } }, required: ['total'] }); // 'no'
 * ```
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const canMatch = (pattern: readonly Alternative[], schema: JsonSchema): Verdict =>
  anyOf(pattern.map((alternative) => nodeCan(treeOf(alternative), schema)));

/** An alternative's paths as a tree. */
const treeOf = (alternative: Alternative): PatternNode => {
  const known = trees.get(alternative);
  if (known !== undefined) return known;
  const tree = nodeAt(new Map([...alternative].map(([path, matchers]) => [path.split('.'), matchers])));
  trees.set(alternative, tree);
  return tree;
};

const trees = new WeakMap<Alternative, PatternNode>();

const nodeAt = (paths: ReadonlyMap<readonly string[], readonly Matcher[]>): PatternNode => {
  const own = [...paths].find(([path]) => path.length === 0);
  const deeper = Map.groupBy(
    [...paths].filter(([path]) => path.length > 0),
    ([[name = '']]) => name,
  );
  return {
    matchers: own?.[1],
    children: new Map(
      [...deeper].map(([name, below]) => [name, nodeAt(new Map(below.map(([path, matchers]) => [path.slice(1), matchers])))]),
    ),
  };
};

const nodeCan = (node: PatternNode, schema: JsonSchema): Verdict => {
  if (schema === true) return canBePresent(node);
  return anyOf(shapesOf(schema).map((shape) => (isEmpty(shape) ? 'no' : shapeCan(node, shape))));
};

/** Cached, because every rule queries the same schemas. */
const shapesOf = (schema: JsonSchema): readonly Shape[] => {
  if (typeof schema === 'boolean') return alternatives(schema);
  const known = shapes.get(schema) ?? alternatives(schema);
  shapes.set(schema, known);
  return known;
};
const shapes = new WeakMap<object, readonly Shape[]>();

const shapeCan = (node: PatternNode, shape: Shape): Verdict => {
  switch (shape.kind) {
    case 'unknown':
      return 'maybe';
    case 'values':
      return shape.values.some((value) => valueMatches(node, value)) ? 'yes' : 'no';
    case 'object':
      return objectCan(node, shape);
    case 'array':
      return arrayCan(node, shape);
    default:
      return node.children.size > 0 ? childrenOfNothing(node) : leafCanMatch(node.matchers ?? [], shape);
  }
};

/** Patterns match scalars; no matcher matches an object. */
const objectCan = (node: PatternNode, shape: ObjectShape): Verdict => {
  if (node.matchers !== undefined) return isAskedToBeAbsent(node) ? 'yes' : 'no';
  const exact = excludesNothing(shape) && shape.minProperties === 0 && shape.maxProperties === Number.POSITIVE_INFINITY;
  return atMost(
    exact,
    allOf(
      [...node.children].map(([name, child]) => {
        const { schema, declared } = propertyOf(shape, name);
        const written = declared || shape.additional !== undefined || !shape.described;
        return anyOf([
          written ? nodeCan(child, schema) : 'no',
          shape.required.has(name) ? 'no' : childrenOfNothing(child),
          hasDottedName(shape, name, child) ? 'maybe' : 'no',
        ]);
      }),
    ),
  );
};

/** EventBridge joins names with dots: it treats a property `a.b` like `b` inside `a`. */
const hasDottedName = (shape: ObjectShape, name: string, { children }: PatternNode): boolean =>
  children.size > 0 &&
  ((shape.additional !== undefined && shape.additional !== false) ||
    shape.patterns.size > 0 ||
    [...shape.properties.keys()].some((key) => key.startsWith(`${name}.`)));

/** One element must match. The same element may match other fields of the pattern. */
const arrayCan = (node: PatternNode, shape: ArrayShape): Verdict => {
  const elements = [...shape.prefix, ...(shape.maxItems > shape.prefix.length ? [shape.items] : [])];
  const empty = shape.minItems === 0 ? childrenOfNothing(node) : 'no';
  return atMost(excludesNothing(shape), anyOf([empty, ...elements.map((element) => nodeCan(node, element))]));
};

/** An absent value satisfies only a matcher for absence. */
const childrenOfNothing = (node: PatternNode): Verdict => {
  if (node.matchers !== undefined) return isAskedToBeAbsent(node) ? 'yes' : 'no';
  return allOf([...node.children.values()].map(childrenOfNothing));
};

const isAskedToBeAbsent = ({ matchers = [] }: PatternNode): boolean => matchers.some(({ kind }) => kind === 'absent');

/** An unknown value may be anything, or absent. */
const canBePresent = (node: PatternNode): Verdict => {
  if (node.matchers !== undefined) return 'yes';
  return allOf([...node.children.values()].map(canBePresent));
};
