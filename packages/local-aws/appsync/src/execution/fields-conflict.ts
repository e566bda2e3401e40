import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  type GraphQLOutputType,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  print,
  type ValidationContext,
} from 'graphql';
import { collectFields, type Found, type Part, type Search } from './collect-fields.ts';

/** More branches of types than any schema has below one name. */
const BRANCHES_MAX = 100;

/**
 * Fields with the same response name must be mergeable. The rule of graphql-js compares each pair, which takes quadratic time; this one
 * visits each field of the written-out query once, and compares it with the first of each branch of types.
 * @see https://spec.graphql.org/October2021/#sec-Field-Selection-Merging
 */
export const fieldsConflict =
  (onVisit: () => void = () => undefined) =>
  (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(node) {
      const root = context.getSchema().getRootType(node.operation) ?? undefined;
      check({ context, onVisit }, [{ set: node.selectionSet, parent: root, branch: '' }]);
    },
  });

const check = (search: Search, parts: readonly Part[]): void => {
  for (const [name, found] of collectFields(search, parts)) {
    const conflict = conflictIn(found);
    if (conflict !== undefined) {
      search.context.reportError(new GraphQLError(`FieldsConflict: ${name}: ${conflict.reason}`, { nodes: conflict.nodes }));
      continue;
    }
    const below = found.flatMap(({ node, type, branch }) =>
      node.selectionSet === undefined ? [] : [{ set: node.selectionSet, parent: type && getNamedType(type), branch }],
    );
    if (below.length > 0) check(search, below);
  }
};

interface Conflict {
  readonly reason: string;
  readonly nodes: readonly FieldNode[];
}

const conflictIn = (found: readonly Found[]): Conflict | undefined => {
  const firstOf = new Map<string, Found>();
  for (const one of found) {
    const first = firstOf.get(one.branch);
    const others = first === undefined ? firstOf.values() : [first];
    for (const other of others) {
      const reason = conflictOf(other, one);
      if (reason !== undefined) return { reason, nodes: [other.node, one.node] };
    }
    if (first === undefined) firstOf.set(one.branch, one);
    if (firstOf.size > BRANCHES_MAX) return { reason: `they occur below more than ${BRANCHES_MAX} types`, nodes: [one.node] };
  }
  return undefined;
};

const conflictOf = (one: Found, other: Found): string | undefined => {
  if (!exclude(one.branch, other.branch)) {
    if (one.node.name.value !== other.node.name.value) return `${one.node.name.value} and ${other.node.name.value} are different fields`;
    if (argumentsOf(one.node) !== argumentsOf(other.node)) return 'they have differing arguments';
  }
  if (one.type === undefined || other.type === undefined || sameShape(one.type, other.type)) return undefined;
  return `they return differing types ${String(one.type)} and ${String(other.type)}`;
};

/** Fields below two object types never occur together, so that only their shapes must agree. */
const exclude = (one: string, other: string): boolean => {
  const types = other.split('/');
  return one.split('/').some((type, level) => type !== '*' && types[level] !== '*' && type !== types[level]);
};

const argumentsOf = (node: FieldNode): string => (node.arguments ?? []).map(print).sort().join(', ');

const sameShape = (one: GraphQLOutputType, other: GraphQLOutputType): boolean => {
  if (isNonNullType(one) || isNonNullType(other)) return isNonNullType(one) && isNonNullType(other) && sameShape(one.ofType, other.ofType);
  if (isListType(one) || isListType(other)) return isListType(one) && isListType(other) && sameShape(one.ofType, other.ofType);
  return isLeafType(one) || isLeafType(other) ? one === other : true;
};
