import type { CommandContract } from '../command/command-contract.ts';
import type { EventContract } from '../event-contract.ts';
import { checkName, checkOptions, checkWhole, type Refuse, refusing } from '../refuse.ts';
import type { FunctionManifest } from './define-function.ts';
import { GRAPHQL_API_NAME_LENGTH_MAX } from './deployed-length.ts';
import { QUERY_DEPTH, RESOLVER_COUNT } from './limits.ts';
import { environmentVariable, type Grant, type Resource, type Table } from './resource.ts';

/** Who may call an API: the holders of a key, or AWS roles with permission. */
export type Authorization =
  | {
      readonly kind: 'api-key';
      /** The time from which AppSync refuses the key, such as `2027-10-01T00:00:00Z`. AppSync rounds it down to the hour. */
      readonly expires: string;
    }
  | { readonly kind: 'iam' };

/** How a field gets its value: the one data source that its resolver may use. */
export type Source =
  | { readonly kind: 'command'; readonly command: CommandContract }
  | { readonly kind: 'table'; readonly table: Table; readonly actions: readonly TableOperation[] }
  | { readonly kind: 'function'; readonly fn: FunctionManifest }
  | { readonly kind: 'event'; readonly event: EventContract }
  | { readonly kind: 'local' };

/** A resolver: one source, or several steps in order. Each step is a source and a code file of its name. */
export type Resolver = Source | { readonly kind: 'pipeline'; readonly steps: Readonly<Record<string, Source>> };

export type TableOperation = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** An AppSync GraphQL API. */
export interface GraphqlApi extends Resource {
  readonly kind: 'graphql-api';
  readonly summary: string;
  /** The folder of `schema.graphql` and the resolvers' code: `mutation-post-order.ts` for `Mutation.postOrder`, and a file for each step. */
  readonly folder: URL;
  /** The first one is the default for fields without a directive. */
  readonly authorization: readonly [Authorization, ...Authorization[]];
  /** By `Type.field`. */
  readonly resolvers: Readonly<Record<string, Resolver>>;
  /** The maximum depth of a query, 1 to 75. @default 8 */
  readonly queryDepthMax: number;
  /** The maximum number of resolvers of a query, 1 to 10,000. @default 50 */
  readonly resolverCountMax: number;
}

type Declaration = Pick<GraphqlApi, 'name' | 'summary' | 'folder' | 'authorization' | 'resolvers'> &
  Partial<Pick<GraphqlApi, 'queryDepthMax' | 'resolverCountMax'>>;

const QUERY_DEPTH_MAX = 8;
const RESOLVER_COUNT_MAX = 50;
const FIELD = /^[A-Z]\w*\.[a-z]\w*$/;

/**
 * Declares a GraphQL API.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/what-is-appsync.html
 * @example
 * ```ts
 * const menuApi = defineGraphqlApi({
 *   name: 'menu-api', summary: 'The menu.', folder: new URL('./menu-api/', import.meta.url), authorization: [{ kind: 'iam' }],
 *   resolvers: { 'Query.dish': accessesTable(dishes, 'GetItem'), 'Mutation.orderDish': sendsCommand(OrderDish) },
 * });
 * ```
 */
export const defineGraphqlApi = (declaration: Declaration): GraphqlApi => {
  const { name, queryDepthMax = QUERY_DEPTH_MAX, resolverCountMax = RESOLVER_COUNT_MAX } = declaration;
  const refuse = refusing(`GraphQL API ${name}`);
  const options = ['name', 'summary', 'folder', 'authorization', 'resolvers', 'queryDepthMax', 'resolverCountMax'];
  checkOptions(refuse, declaration, options);
  checkName(refuse, 'name', name, GRAPHQL_API_NAME_LENGTH_MAX);
  checkWhole(refuse, 'queryDepthMax', queryDepthMax, QUERY_DEPTH);
  checkWhole(refuse, 'resolverCountMax', resolverCountMax, RESOLVER_COUNT);
  checkAuthorization(declaration.authorization, refuse);
  for (const [field, resolver] of Object.entries(declaration.resolvers)) checkResolver(field, resolver, refuse);
  return { ...declaration, queryDepthMax, resolverCountMax, kind: 'graphql-api', environmentVariable: environmentVariable(name, 'URL') };
};

const checkAuthorization = (authorization: readonly Authorization[], refuse: Refuse): void => {
  if (authorization.length === 0) refuse('authorization is empty, so nobody could call it. Write [{ kind: "iam" }].');
  for (const one of authorization) {
    if (one.kind === 'api-key' && !/^\d{4}-\d{2}-\d{2}T\d{2}:00:00Z$/.test(one.expires))
      refuse(`its API key expires at "${one.expires}". Write a whole hour in UTC, such as 2027-10-01T00:00:00Z.`);
  }
};

const checkResolver = (field: string, resolver: Resolver, refuse: Refuse): void => {
  if (!FIELD.test(field)) refuse(`it resolves "${field}". Write the type and the field, such as Query.getOrder.`);
  const steps = resolver.kind === 'pipeline' ? Object.entries(resolver.steps) : [[field, resolver] as const];
  if (steps.length === 0) refuse(`the pipeline of ${field} has no steps. Write at least one.`);
  for (const [step, source] of steps) {
    if (resolver.kind === 'pipeline') checkName(refuse, `the step of ${field}`, step);
    if (source.kind === 'function' && source.fn.task !== true)
      refuse(
        `${field} invokes the function ${source.fn.name}, which is not a task. Add task: true to the function, in place of its other trigger.`,
      );
  }
};

export const sendsCommand = (command: CommandContract): Source => ({ kind: 'command', command });
export const accessesTable = (table: Table, ...actions: readonly [TableOperation, ...TableOperation[]]): Source => ({
  kind: 'table',
  table,
  actions,
});
export const invokesFunction = (fn: FunctionManifest): Source => ({ kind: 'function', fn });
export const publishesEvent = (event: EventContract): Source => ({ kind: 'event', event });
/** Returns what its code returns: for a subscription that a mutation feeds without storing anything. */
export const local: Source = { kind: 'local' };
export const pipeline = (steps: Readonly<Record<string, Source>>): Resolver => ({ kind: 'pipeline', steps });

/**
 * Grants a function fields of a GraphQL API, by IAM.
 *
 * @throws EventKitError `INVALID_DECLARATION` for a field without a resolver
 */
export const mayCall = (api: GraphqlApi, ...fields: readonly string[]): Grant => {
  const refuse = refusing(`mayCall(${api.name})`);
  const known = Object.keys(api.resolvers);
  if (fields.length === 0) refuse(`it names no field. Write which: ${known.join(', ')}.`);
  for (const field of fields) if (!known.includes(field)) refuse(`"${field}" has no resolver. Write ${known.join(' or ')}.`);
  if (!api.authorization.some(({ kind }) => kind === 'iam'))
    refuse('it has no IAM authorization. Add { kind: "iam" } to its authorization.');
  return { resource: api, actions: fields };
};
