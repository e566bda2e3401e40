import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { JsonObject } from '../json.ts';
import { plain } from '../plain.ts';
import { selectionSetGraphQL, selectionSetList } from './selection-set.ts';

/** The facts that all items of a list share. */
export interface FieldFacts {
  readonly variables: JsonObject;
  readonly selectionSetList: readonly string[];
  readonly selectionSetGraphQL: string;
}

export type FactsOf = (info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'variableValues'>) => FieldFacts;

/** Finds the facts of the fields of one request, once for each place in its text. */
export const openFieldFacts = (): FactsOf => {
  const known = new Map<readonly FieldNode[], FieldFacts>();
  let variables: JsonObject | undefined;
  return ({ fieldNodes, fragments, variableValues }) => {
    const found = known.get(fieldNodes);
    if (found !== undefined) return found;
    variables ??= plain(variableValues) as JsonObject;
    const facts = {
      variables,
      selectionSetList: selectionSetList(fieldNodes, { fragments }),
      selectionSetGraphQL: selectionSetGraphQL(fieldNodes),
    };
    known.set(fieldNodes, facts);
    return facts;
  };
};
