import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  NoFragmentCyclesRule,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { fieldsConflict } from './fields-conflict.ts';
import { FIELDS_MAX, openMeasure } from './measure-query.ts';
import { isBounded } from './read-tokens.ts';
import { requestError, type ShownError } from './shown-error.ts';
import { placesIn, validationMessage } from './validation-message.ts';

/** A valid operation, or the reason why there is none. `malformed` is answered with 400. */
export type Prepared =
  | { readonly kind: 'ready'; readonly document: DocumentNode; readonly operation: OperationDefinitionNode }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'invalid'; readonly errors: readonly ShownError[] };

export interface QueryRules {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly queryDepthLimit: number;
}

export type PrepareQuery = (query: string, operationName: string | undefined) => Prepared;

/** Of the texts that are kept. */
const KEPT_CHARS_MAX = 4_194_304;
const ERRORS_MAX = 100;

const rulesOf = (onVisit?: () => void) =>
  specifiedRules.map((rule) => (rule === OverlappingFieldsCanBeMergedRule ? fieldsConflict(onVisit) : rule));

/** Prepares operations and keeps the result, because a client sends the same few texts. Each step takes a time that its text bounds. */
export const openPrepareQuery = (rules: QueryRules): PrepareQuery => {
  const known = new LRUCache<string, Prepared>({ maxSize: KEPT_CHARS_MAX, sizeCalculation: (_, key) => key.length });
  return (query, operationName) => {
    const key = JSON.stringify([operationName, query]);
    let prepared = known.get(key);
    if (prepared === undefined) {
      prepared = prepareQuery(query, operationName, rules);
      known.set(key, prepared);
    }
    return prepared;
  };
};

/** @param onVisit is called for each selection that a step looks at: the measure of the work. */
export const prepareQuery = (query: string, operationName: string | undefined, rules: QueryRules, onVisit?: () => void): Prepared => {
  const { schema, introspection, queryDepthLimit } = rules;
  const document = parsed(query);
  if (document === undefined) return { kind: 'malformed' };
  const measure = openMeasure(document, onVisit);
  // Validation looks at all operations of a document, not only at the one to run.
  const sizes = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [measure(one.selectionSet).fields] : []));
  if (sizes.reduce((sum, fields) => sum + fields, 0) > FIELDS_MAX) return invalid(`The document selects more than ${FIELDS_MAX} fields.`);
  const options = { maxErrors: ERRORS_MAX, hideSuggestions: true };
  // A cycle of fragments has no end, so that it is looked for alone.
  const cycles = validate(schema, document, [NoFragmentCyclesRule], options);
  const all = introspection ? rulesOf(onVisit) : [...rulesOf(onVisit), NoSchemaIntrospectionCustomRule];
  const errors = cycles.length > 0 ? cycles : validate(schema, document, all, options);
  if (errors.length > 0) {
    const placeOf = placesIn(document);
    return { kind: 'invalid', errors: errors.map((error) => requestError(validationMessage(error, placeOf), error)) };
  }
  const operation = getOperationAST(document, operationName) ?? undefined;
  if (operation === undefined) return invalid(operationProblem(document, operationName));
  const { depth } = measure(operation.selectionSet);
  if (queryDepthLimit > 0 && depth > queryDepthLimit)
    return invalid(`Query depth limit exceeded: the operation has ${depth} levels, and the limit is ${queryDepthLimit}.`);
  return { kind: 'ready', document, operation };
};

const parsed = (query: string): DocumentNode | undefined => {
  try {
    return isBounded(query) ? parse(query) : undefined;
  } catch {
    return undefined;
  }
};

const invalid = (message: string): Prepared => ({ kind: 'invalid', errors: [requestError(message)] });

const operationProblem = ({ definitions }: DocumentNode, operationName: string | undefined): string => {
  if (operationName !== undefined) return `Unknown operation named '${operationName}'.`;
  return definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    ? 'Must provide operation name if query contains multiple operations.'
    : 'The query contains no operation.';
};
