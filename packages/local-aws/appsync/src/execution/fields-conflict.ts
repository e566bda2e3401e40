import {
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

interface Found {
  readonly node: FieldNode;
  readonly parent: GraphQLNamedType | undefined;
  readonly type: GraphQLOutputType | undefined;
}

/**
 * Fields with the same response name must be mergeable. The rule of graphql-js compares each pair, which takes quadratic time; this one
 * visits each field of the written-out query once, and compares it with the first of its name and parent type.
 * @see https://spec.graphql.org/October2021/#sec-Field-Selection-Merging
 */
export const fieldsConflict =
  (onVisit: () => void = () => undefined) =>
  (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(node) {
      const root = context.getSchema().getRootType(node.operation) ?? undefined;
      check({ context, onVisit }, [{ set: node.selectionSet, parent: root }]);
    },
  });

interface Search {
  readonly context: ValidationContext;
  readonly onVisit: () => void;
}

interface Part {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLNamedType | undefined;
}

const check = (search: Search, parts: readonly Part[]): void => {
  const byName = new Map<string, Found[]>();
  const spread = new Set<FragmentDefinitionNode>();
  for (const part of parts) collect(search, part, byName, spread);
  for (const [name, found] of byName) {
    const conflict = conflictIn(found);
    if (conflict !== undefined) {
      search.context.reportError(new GraphQLError(`FieldsConflict: ${name}: ${conflict.reason}`, { nodes: conflict.nodes }));
      continue;
    }
    const below = found.flatMap(({ node, type }) =>
      node.selectionSet === undefined ? [] : [{ set: node.selectionSet, parent: type && getNamedType(type) }],
    );
    if (below.length > 0) check(search, below);
  }
};

const collect = (search: Search, { set, parent }: Part, byName: Map<string, Found[]>, spread: Set<FragmentDefinitionNode>): void => {
  const { context, onVisit } = search;
  const typeNamed = (name: string | undefined) => (name === undefined ? parent : context.getSchema().getType(name));
  for (const node of set.selections) {
    onVisit();
    if (node.kind === Kind.FIELD) {
      const name = (node.alias ?? node.name).value;
      const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
      const found = byName.get(name) ?? [];
      found.push({ node, parent, type: fields[node.name.value]?.type });
      byName.set(name, found);
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      collect(search, { set: node.selectionSet, parent: typeNamed(node.typeCondition?.name.value) }, byName, spread);
    } else {
      const fragment = context.getFragment(node.name.value) ?? undefined;
      if (fragment === undefined || spread.has(fragment)) continue;
      spread.add(fragment);
      collect(search, { set: fragment.selectionSet, parent: typeNamed(fragment.typeCondition.name.value) }, byName, spread);
    }
  }
};

interface Conflict {
  readonly reason: string;
  readonly nodes: readonly FieldNode[];
}

const conflictIn = (found: readonly Found[]): Conflict | undefined => {
  const firstOf = new Map<GraphQLNamedType | undefined, Found>();
  for (const one of found) {
    const first = firstOf.get(one.parent);
    if (first === undefined) {
      for (const other of firstOf.values()) {
        const reason = conflictOf(other, one, isObjectType(other.parent) && isObjectType(one.parent));
        if (reason !== undefined) return { reason, nodes: [other.node, one.node] };
      }
      firstOf.set(one.parent, one);
      continue;
    }
    const reason = conflictOf(first, one, false);
    if (reason !== undefined) return { reason, nodes: [first.node, one.node] };
  }
  return undefined;
};

/** Fields of two object types never occur together, so that only their shapes must agree. */
const conflictOf = (one: Found, other: Found, exclusive: boolean): string | undefined => {
  if (!exclusive) {
    if (one.node.name.value !== other.node.name.value) return `${one.node.name.value} and ${other.node.name.value} are different fields`;
    if (argumentsOf(one.node) !== argumentsOf(other.node)) return 'they have differing arguments';
  }
  if (one.type === undefined || other.type === undefined || sameShape(one.type, other.type)) return undefined;
  return `they return differing types ${String(one.type)} and ${String(other.type)}`;
};

const argumentsOf = (node: FieldNode): string => (node.arguments ?? []).map(print).sort().join(', ');

const sameShape = (one: GraphQLOutputType, other: GraphQLOutputType): boolean => {
  if (isNonNullType(one) || isNonNullType(other)) return isNonNullType(one) && isNonNullType(other) && sameShape(one.ofType, other.ofType);
  if (isListType(one) || isListType(other)) return isListType(one) && isListType(other) && sameShape(one.ofType, other.ofType);
  return isLeafType(one) || isLeafType(other) ? one === other : true;
};
