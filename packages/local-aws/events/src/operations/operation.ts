import type { Account, Clock, Faults, JsonOperation, Store } from '@plumbline/local-aws-kernel';
import type { ApiDestinations } from '../api-destinations/api-destinations.ts';
import type { Archives } from '../archives.ts';
import type { EventBuses } from '../event-buses.ts';
import type { EventResources } from '../event-resources.ts';
import type { Replays } from '../replays.ts';

/** The context of the API's operations. */
export interface EventsContext {
  readonly account: Account;
  readonly clock: Clock;
  readonly store: Store;
  readonly buses: EventBuses;
  readonly archives: Archives;
  readonly replays: Replays;
  readonly apiDestinations: ApiDestinations;
  readonly resources: EventResources;
  readonly faults: Faults;
}

/** An operation whose caller needs one permission, named as the operation is. */
export const operation = <Input>(
  action: string,
  resource: (input: Input) => string,
  run: (input: Input) => unknown,
): Record<string, JsonOperation<Input>> => ({
  [action]: { permissions: (input) => [{ action: `events:${action}`, resource: resource(input) }], run },
});

/** For operations without a resource type in IAM, or on all resources. */
export const everything = (): string => '*';

/** Timestamps travel as seconds since 1970. */
export const seconds = (timeMs: number): number => timeMs / 1_000;
