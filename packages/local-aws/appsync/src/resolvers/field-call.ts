import type { DeployedApi } from '../apis.ts';
import type { Caller } from '../caller.ts';
import type { Json, JsonObject } from '../json.ts';
import type { RequestTrace } from '../monitoring/api-segment.ts';
import type { RequestLog } from '../monitoring/request-log.ts';
import type { ResolverError } from '../resolver-error.ts';
import type { Invalidation, SubscriptionFilter } from '../runtime/effects.ts';

/** One request to an API, shared by its fields. */
export interface ApiRequest {
  readonly api: DeployedApi;
  readonly requestId: string;
  readonly caller: Caller;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly domainName: string | null;
  readonly traceHeader: string | undefined;
  /** Errors of `util.appendError`, each with the place of its field. */
  readonly appended: { readonly error: ResolverError; readonly path: readonly (string | number)[]; readonly locations: Locations }[];
  readonly responseHeaders: Map<string, string>;
  readonly invalidations: Invalidation[];
  /** Of the field of a subscription. */
  readonly filters: { filter?: SubscriptionFilter; invalidationFilter?: SubscriptionFilter };
  /** What the request asks for; `undefined` for an invalid one. */
  operation?: { readonly operation: 'query' | 'mutation' | 'subscription'; readonly fields: readonly string[] };
  /** The length of all contexts that handlers received. */
  contextChars: number;
  /** Resolvers that ran. */
  resolvers: number;
  /** Records a part of the work. */
  readonly trace?: NonNullable<RequestTrace['part']>;
  readonly log: RequestLog['line'];
}

export type Locations = readonly { readonly line: number; readonly column: number }[] | undefined;

/** One field to resolve. */
export interface FieldCall {
  readonly request: ApiRequest;
  readonly typeName: string;
  readonly fieldName: string;
  readonly args: JsonObject;
  readonly source: Json;
  readonly variables: JsonObject;
  readonly path: readonly (string | number)[];
  readonly locations: Locations;
  readonly selectionSetList: readonly string[];
  readonly selectionSetGraphQL: string;
}
