import { checkName, type Refuse } from '../refuse.ts';
import type { Table } from './resource.ts';

/** The input of a function's handler: one event, a batch of events or commands, outbox items, an HTTP request, or a direct invocation. */
export type Trigger = 'event' | 'batch' | 'command' | 'outbox' | 'request' | 'invocation';

/** The options of a function that decide how it is triggered. */
interface Triggered {
  readonly consumes: readonly unknown[];
  readonly handles: readonly unknown[];
  readonly publishes: readonly unknown[];
  readonly batching?: unknown;
  readonly endpoint?: { readonly path: string };
  readonly schedule?: unknown;
  readonly byHand?: true;
  readonly task?: true;
  readonly outbox?: { readonly table: Table };
  readonly timeoutSeconds: number;
}

/** EventBridge waits 5 s for a target that it calls over HTTP, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html */
const ENDPOINT_TIMEOUT_SECONDS_MAX = 4;
/** The possible triggers; each function has one of them. */
const SOURCES = ['consumes', 'handles', 'endpoint', 'schedule', 'byHand', 'task', 'outbox'] as const;

export const triggerOf = ({ endpoint, outbox, handles, consumes, batching }: Triggered): Trigger => {
  if (endpoint !== undefined) return 'request';
  if (outbox !== undefined) return 'outbox';
  if (handles.length > 0) return 'command';
  if (consumes.length === 0) return 'invocation';
  return batching === undefined ? 'event' : 'batch';
};

/** Rejects a function without a trigger or with two, and options that its trigger does not allow. */
export const checkTrigger = (given: Triggered, refuse: Refuse): void => {
  const sources = SOURCES.filter((source) =>
    source === 'consumes' || source === 'handles' ? given[source].length > 0 : given[source] !== undefined,
  );
  if (sources.length === 0) refuse(`it has no trigger. Add ${SOURCES.map((source) => `"${source}"`).join(' or ')}.`);
  if (sources.length > 1) refuse(`it has ${sources.map((source) => `"${source}"`).join(' and ')}. Declare two functions.`);
  if (given.outbox !== undefined) checkOutbox(given.outbox.table, given, refuse);
  if (given.endpoint === undefined) return;
  checkName(refuse, 'endpoint.path', given.endpoint.path);
  if (given.timeoutSeconds > ENDPOINT_TIMEOUT_SECONDS_MAX)
    refuse(`behind API Gateway its timeoutSeconds must be at most ${ENDPOINT_TIMEOUT_SECONDS_MAX}: EventBridge gives up after 5 s.`);
};

const checkOutbox = ({ name, sortKey, timeToLive }: Table, { publishes }: Triggered, refuse: Refuse): void => {
  if (publishes.length === 0) refuse('it has an "outbox", but publishes no events. Add the events of the outbox items to "publishes".');
  if (sortKey === undefined)
    refuse(
      `its outbox is the table ${name}, which has no sort key. Add one, so that an item's events have its partition key and stay in order.`,
    );
  if (timeToLive === undefined)
    refuse(`its outbox is the table ${name}, which has no timeToLive. Add one, so that published items expire.`);
};
