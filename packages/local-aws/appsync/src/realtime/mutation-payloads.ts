import { type FieldNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { textsOf } from '../schema/auth-directives.ts';

/** The value of a mutation's field, for the subscriptions to it. */
export interface MutationPayload {
  readonly subscriptionFields: readonly string[];
  readonly payload: Json;
}

type Fragments = Readonly<Record<string, { readonly selectionSet: OperationDefinitionNode['selectionSet'] }>>;

/**
 * What a mutation tells its subscribers: the fields that its own selection set has, by their names.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export const mutationPayloads = (
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  data: Json,
): readonly MutationPayload[] => {
  if (!isJsonObject(data)) return [];
  return fieldsOf([operation.selectionSet], fragments).flatMap((nodes) => {
    const [node] = nodes;
    if (node === undefined) return [];
    const subscriptionFields = subscriptionsTo(schema, node.name.value);
    const value = data[(node.alias ?? node.name).value] ?? null;
    return subscriptionFields.length === 0 || value === null ? [] : [{ subscriptionFields, payload: named(value, nodes, fragments) }];
  });
};

/** The subscriptions whose `@aws_subscribe` names the mutation. */
const subscriptionsTo = (schema: GraphQLSchema, mutation: string): readonly string[] =>
  Object.values(schema.getSubscriptionType()?.getFields() ?? {})
    .filter(({ astNode }) =>
      astNode?.directives?.some((one) => one.name.value === 'aws_subscribe' && textsOf(one, 'mutations')?.includes(mutation) === true),
    )
    .map(({ name }) => name);

/** The selected fields by response name, with fragments written out. */
const fieldsOf = (sets: readonly OperationDefinitionNode['selectionSet'][], fragments: Fragments): readonly (readonly FieldNode[])[] => {
  const byName = new Map<string, FieldNode[]>();
  const add = ({ selections }: OperationDefinitionNode['selectionSet']): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const nodes = byName.get(name) ?? [];
        nodes.push(selection);
        byName.set(name, nodes);
      } else {
        const set = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet;
        if (set !== undefined) add(set);
      }
    }
  };
  for (const set of sets) add(set);
  return [...byName.values()];
};

const named = (value: Json, nodes: readonly FieldNode[], fragments: Fragments): Json => {
  if (isJsonArray(value)) return value.map((item) => named(item, nodes, fragments));
  if (!isJsonObject(value)) return value;
  const payload: Record<string, Json> = {};
  const sets = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
  for (const below of fieldsOf(sets, fragments)) {
    const [node] = below;
    if (node === undefined) continue;
    const response = (node.alias ?? node.name).value;
    if (response in value) payload[node.name.value] = named(value[response] ?? null, below, fragments);
  }
  return payload satisfies JsonObject;
};
