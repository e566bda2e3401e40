import type { Segment } from '@plumbline/local-aws-kernel';
import type { DeployedApi } from '../apis.ts';
import type { Caller } from '../caller.ts';
import type { Json, JsonObject } from '../json.ts';
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
  /** Resolvers that ran. */
  resolvers: number;
  /** Records a part of the work. */
  readonly trace?: (part: Omit<Segment, 'trace_id'>) => void;
  readonly log: (message: string, kind: LogKind) => void;
}

/** `verbose` lines carry values, and `excludeVerboseContent` omits them. */
export type LogKind = 'error' | 'field' | 'verbose';

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
