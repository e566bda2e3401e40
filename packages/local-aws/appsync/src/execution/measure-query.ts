import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';

/** The size of an operation when its fragments are written out. */
export interface QuerySize {
  /** Fields, as often as they occur. Not above `FIELDS_MAX + 1`. */
  readonly fields: number;
  /** Levels of fields. */
  readonly depth: number;
}

/** AppSync runs at most 10,000 resolvers in a request, so a request with more fields at once cannot succeed. */
export const FIELDS_MAX = 10_000;

/**
 * Measures the selection sets of a document in a time that grows with the text only: each fragment is measured once, however often it is spread.
 * A cycle counts as empty; validation reports it.
 */
export const openMeasure = (document: DocumentNode, onVisit: () => void = () => undefined): ((set: SelectionSetNode) => QuerySize) => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const known = new Map<string, QuerySize>();

  const ofFragment = (name: string): QuerySize => {
    const measured = known.get(name);
    if (measured !== undefined) return measured;
    known.set(name, { fields: 0, depth: 0 });
    const fragment = fragments.get(name);
    const size = fragment === undefined ? { fields: 0, depth: 0 } : of(fragment.selectionSet);
    known.set(name, size);
    return size;
  };
  const of = ({ selections }: SelectionSetNode): QuerySize => {
    let fields = 0;
    let depth = 0;
    for (const selection of selections) {
      onVisit();
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet === undefined ? { fields: 0, depth: 0 } : of(selection.selectionSet);
        fields += 1 + below.fields;
        depth = Math.max(depth, 1 + below.depth);
      } else {
        const inside = selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : of(selection.selectionSet);
        fields += inside.fields;
        depth = Math.max(depth, inside.depth);
      }
      fields = Math.min(fields, FIELDS_MAX + 1);
    }
    return { fields, depth };
  };
  return of;
};
