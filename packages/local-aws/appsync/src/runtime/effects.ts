import type { Json, JsonObject } from '../json.ts';
import type { ResolverError } from '../resolver-error.ts';

/** What an evaluation does beside its result. */
export interface Effects {
  /** Of `util.appendError`. */
  readonly errors: ResolverError[];
  /** Of `util.http.addResponseHeader`. */
  readonly headers: Map<string, string>;
  /** Of `console.log` and `console.error`. */
  readonly logs: string[];
  /** Of `extensions.invalidateSubscriptions`. */
  readonly invalidations: Invalidation[];
  /** The length of the context as text: the measure of what a handler copies. */
  contextChars: number;
  /** Of `extensions.setSubscriptionFilter`; the last one counts. */
  filter?: SubscriptionFilter;
  /** Of `extensions.setSubscriptionInvalidationFilter`; the last one counts. */
  invalidationFilter?: SubscriptionFilter;
}

export interface Invalidation {
  readonly subscriptionField: string;
  readonly payload: JsonObject;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/extensions.html */
export interface SubscriptionFilter {
  readonly filterGroup: readonly { readonly filters: readonly SubscriptionCondition[] }[];
}

export interface SubscriptionCondition {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: Json;
}

export const noEffects = (): Effects => ({ errors: [], headers: new Map(), logs: [], invalidations: [], contextChars: 0 });
