import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** A selection set, with the types on the way to it. */
export interface Part {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLNamedType | undefined;
  readonly branch: string;
}

/** A field where it occurs in the written-out query. */
export interface Found {
  readonly node: FieldNode;
  readonly type: GraphQLOutputType | undefined;
  /** The object types on the way to the field, `*` for an interface or a union: fields below different object types never meet. */
  readonly branch: string;
}

export interface Search {
  readonly context: ValidationContext;
  /** Called for each selection. */
  readonly onVisit: () => void;
}

/** The fields of selection sets by response name, with fragments written out. */
export const collectFields = (search: Search, parts: readonly Part[]): ReadonlyMap<string, readonly Found[]> => {
  const byName = new Map<string, Found[]>();
  const spread = new Set<string>();
  for (const part of parts) collect(search, part, byName, spread);
  return byName;
};

const collect = (search: Search, part: Part, byName: Map<string, Found[]>, spread: Set<string>): void => {
  const { context, onVisit } = search;
  const { set, parent, branch } = part;
  const below = (set: SelectionSetNode, condition: string | undefined): Part => ({
    set,
    parent: condition === undefined ? parent : context.getSchema().getType(condition),
    branch,
  });
  for (const node of set.selections) {
    onVisit();
    if (node.kind === Kind.FIELD) {
      const name = (node.alias ?? node.name).value;
      const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
      const found = byName.get(name) ?? [];
      found.push({ node, type: fields[node.name.value]?.type, branch: `${branch}/${isObjectType(parent) ? parent.name : '*'}` });
      byName.set(name, found);
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      collect(search, below(node.selectionSet, node.typeCondition?.name.value), byName, spread);
    } else {
      const fragment: FragmentDefinitionNode | undefined = context.getFragment(node.name.value) ?? undefined;
      const key = `${branch} ${node.name.value}`;
      if (fragment === undefined || spread.has(key)) continue;
      spread.add(key);
      collect(search, below(fragment.selectionSet, fragment.typeCondition.name.value), byName, spread);
    }
  }
};
