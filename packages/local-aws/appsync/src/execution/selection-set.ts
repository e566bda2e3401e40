import { type FieldNode, type GraphQLResolveInfo, Kind, print, type SelectionSetNode } from 'graphql';

/**
 * The selected fields below a field, as `ctx.info` shows them: aliases instead of names, and paths with slashes.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html#aws-appsync-resolver-context-reference-info-js
 */
export const selectionSetList = (nodes: readonly FieldNode[], { fragments }: Pick<GraphQLResolveInfo, 'fragments'>): readonly string[] => {
  const list = new Set<string>();
  const add = (set: SelectionSetNode | undefined, prefix: string): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const path = `${prefix}${(selection.alias ?? selection.name).value}`;
        list.add(path);
        add(selection.selectionSet, `${path}/`);
      } else {
        add(selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet, prefix);
      }
    }
  };
  for (const node of nodes) add(node.selectionSet, '');
  return [...list];
};

export const selectionSetGraphQL = (nodes: readonly FieldNode[]): string => {
  const [node] = nodes;
  return node?.selectionSet === undefined ? '' : print(node.selectionSet);
};
