import type { CommandContract } from '../command/command-contract.ts';
import type { EventContract } from '../event-contract.ts';
import type { Subscription } from '../on.ts';
import { checkName, checkOptions, checkWhole, type Refuse, refusing, repeated } from '../refuse.ts';
import { publishedVersions, versionedName } from '../versions.ts';
import { FUNCTION_NAME_LENGTH_MAX, SCHEDULED_FUNCTION_NAME_LENGTH_MAX } from './deployed-length.ts';
import {
  BATCH_CONCURRENCY,
  BATCH_SIZE,
  BATCH_SIZE_WITHOUT_WINDOW_MAX,
  BATCH_WINDOW_SECONDS,
  MEMORY_MIB,
  TIMEOUT_SECONDS,
} from './limits.ts';
import { type Bucket, type Grant, type IdempotencyTable, isIdempotencyTable, type Table } from './resource.ts';
import { checkTrigger, type Trigger, triggerOf } from './trigger.ts';

/** A queue between the bus and a function, from which the function reads batches. */
export interface Batching {
  /** Messages a batch, 1 to 10,000. */
  readonly size: number;
  /** Seconds to wait for a batch to fill, 0 to 300. Must be above 0 when `size` is above 10. */
  readonly windowSeconds: number;
  /** Functions that run at the same time, 2 to 1,000. @default unlimited */
  readonly concurrencyMax?: number;
}

/** A trigger other than our events: new objects in a bucket, delivered through API Gateway. */
export interface ObjectCreatedEndpoint {
  readonly bucket: Bucket;
  /** The path of the REST resource, in kebab-case and without slash. */
  readonly path: string;
}

/** A trigger by time: EventBridge Scheduler. */
export interface Schedule {
  /** `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or `at(2026-12-24T18:00:00)`, https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
  readonly expression: string;
  /** An IANA time zone. @default UTC */
  readonly timeZone?: string;
  /** The input of the function, as JSON. @default an empty object */
  readonly input?: Readonly<Record<string, unknown>>;
  /** @default true */
  readonly enabled?: boolean;
}

/** Work that happens once, even if it is requested repeatedly. */
export interface Idempotency {
  /** The table in which the function records its completed work. */
  readonly table: IdempotencyTable;
}

/** Publishes the events that a table's outbox items carry. */
export interface Outbox {
  /** The table with the outbox items; it has a sort key and a time to live. A pipe reads its stream. */
  readonly table: Table;
}

/**
 * A function: the events and commands that it consumes, publishes, handles and sends, and the resources that it may use. Routing, IAM and
 * the catalog derive only from it.
 */
export interface FunctionManifest<
  Consumed extends EventContract = EventContract,
  Published extends EventContract = EventContract,
  By extends Trigger = Trigger,
  Handled extends CommandContract = CommandContract,
  Sent extends CommandContract = CommandContract,
> {
  /** In kebab-case; the handler's folder beside the manifest has the same name. */
  readonly name: string;
  readonly summary: string;
  readonly consumes: readonly Subscription<Consumed>[];
  readonly publishes: readonly Published[];
  /** The commands of which it is the only handler. It reads each from the command's queue, in batches. */
  readonly handles: readonly Handled[];
  /** The commands that it sends to their queues. */
  readonly sends: readonly Sent[];
  readonly uses: readonly Grant[];
  /**
   * Consumes events in batches through a queue, or sets the batches of commands.
   * @default each event invokes the function separately; commands come in batches of up to 10, without waiting
   */
  readonly batching?: Batching;
  /** Triggered by new objects instead of events. */
  readonly endpoint?: ObjectCreatedEndpoint;
  /** Triggered by time, and by any principal that may invoke the function. */
  readonly schedule?: Schedule;
  /** Triggered only by developers and programs, which invoke the function by its name. */
  readonly byHand?: true;
  /** Triggered by workflows and GraphQL APIs of its service. */
  readonly task?: true;
  /** Triggered by the outbox items of a table. The function publishes their events, and may add data to them before. */
  readonly outbox?: Outbox;
  /** Derived from the other options: how Lambda calls the handler. */
  readonly trigger: By;
  /** For work that must happen once. @default every delivery is processed */
  readonly idempotency?: Idempotency;
  /**
   * Accepted findings of `plumb check flows` about this function, by code, each with its reason: docs/checks.md.
   * @default none
   */
  readonly accepts?: Readonly<Record<string, string>>;
  /** Seconds, 1 to 900. */
  readonly timeoutSeconds: number;
  /** MiB, 128 to 10,240. */
  readonly memoryMiB: number;
}

const SCHEDULE = /^(rate\([1-9]\d* (minutes?|hours?|days?)\)|cron\(\S+( \S+){5}\)|at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\))$/;
const OPTIONS = [
  ...['name', 'summary', 'consumes', 'publishes', 'handles', 'sends', 'uses', 'batching', 'endpoint', 'schedule', 'byHand', 'task'],
  ...['outbox', 'idempotency', 'accepts', 'timeoutSeconds', 'memoryMiB'],
];
const DEFAULTS = { consumes: [], publishes: [], handles: [], sends: [], uses: [], timeoutSeconds: 10, memoryMiB: 512 } as const;

type Declaration<Subscriptions, Published, Batched, Endpoint, Handled, Sent, OutboxOf> = Pick<FunctionManifest, 'name' | 'summary'> &
  Partial<Pick<FunctionManifest, 'uses' | 'idempotency' | 'accepts' | 'timeoutSeconds' | 'memoryMiB'>> & {
    readonly publishes?: Published;
    readonly consumes?: Subscriptions;
    readonly handles?: Handled;
    readonly sends?: Sent;
    readonly batching?: Batched;
    readonly endpoint?: Endpoint;
    readonly schedule?: Schedule;
    readonly byHand?: true;
    readonly task?: true;
    readonly outbox?: OutboxOf;
  } & OneSource;

interface Sources {
  readonly consumes: readonly Subscription[];
  readonly handles: readonly CommandContract[];
  readonly endpoint: ObjectCreatedEndpoint;
  readonly schedule: Schedule;
  readonly byHand: true;
  readonly task: true;
  readonly outbox: Outbox;
}

/** A function with two triggers does not compile: declare two functions. Batches are batches of events or commands. */
type OneSource = {
  readonly [One in keyof Sources]: Pick<Sources, One> & { readonly [Other in Exclude<keyof Sources, One>]?: never } & (One extends
      | 'consumes'
      | 'handles'
      ? object
      : { readonly batching?: never });
}[keyof Sources];

type TriggerOf<Subscriptions, Batched, Endpoint, Handled, OutboxOf> = Endpoint extends ObjectCreatedEndpoint
  ? 'request'
  : OutboxOf extends Outbox
    ? 'outbox'
    : Handled extends readonly [CommandContract, ...CommandContract[]]
      ? 'command'
      : Subscriptions extends readonly []
        ? 'invocation'
        : Batched extends Batching
          ? 'batch'
          : 'event';

/**
 * Declares a function.
 *
 * @throws EventKitError `INVALID_DECLARATION` when the function has no trigger or two triggers, or exceeds a limit.
 * @example
 * ```ts
 * export const newOrder = defineFunction({
 *   name: 'new-order', summary: 'Stores an order and accepts it.',
 *   consumes: [on(OrderCreated)], publishes: [OrderAccepted], uses: [may(orderTable, 'PutItem')],
 * });
 * ```
 */
export const defineFunction = <
  const Subscriptions extends readonly Subscription[] = readonly [],
  const Published extends readonly EventContract[] = readonly [],
  Batched extends Batching | undefined = undefined,
  Endpoint extends ObjectCreatedEndpoint | undefined = undefined,
  const Handled extends readonly CommandContract[] = readonly [],
  const Sent extends readonly CommandContract[] = readonly [],
  OutboxOf extends Outbox | undefined = undefined,
>(
  declaration: Declaration<Subscriptions, Published, Batched, Endpoint, Handled, Sent, OutboxOf>,
): FunctionManifest<
  Subscriptions[number]['event'],
  Published[number],
  TriggerOf<Subscriptions, Batched, Endpoint, Handled, OutboxOf>,
  Handled[number],
  Sent[number]
> => {
  const given = { ...DEFAULTS, ...declaration } as Omit<FunctionManifest, 'trigger'>;
  const manifest: FunctionManifest = { ...given, trigger: triggerOf(given) };
  const refuse = refusing(`Function ${manifest.name}`);
  checkOptions(refuse, declaration, OPTIONS);
  checkName(refuse, 'name', manifest.name, manifest.schedule === undefined ? FUNCTION_NAME_LENGTH_MAX : SCHEDULED_FUNCTION_NAME_LENGTH_MAX);
  checkWhole(refuse, 'timeoutSeconds', manifest.timeoutSeconds, TIMEOUT_SECONDS);
  checkWhole(refuse, 'memoryMiB', manifest.memoryMiB, MEMORY_MIB);
  checkTrigger(manifest, refuse);
  checkSchedule(manifest.schedule, refuse);
  checkEvents(manifest, refuse);
  checkCommands(manifest, refuse);
  checkBatching(manifest, refuse);
  checkPermissions(manifest, refuse);
  return manifest as ReturnType<typeof defineFunction<Subscriptions, Published, Batched, Endpoint, Handled, Sent, OutboxOf>>;
};

const checkSchedule = (schedule: Schedule | undefined, refuse: Refuse): void => {
  if (schedule === undefined) return;
  const { expression, timeZone = 'UTC' } = schedule;
  if (!SCHEDULE.test(expression) || !isMoment(/^at\((.*)\)$/.exec(expression)?.[1]))
    refuse(`its schedule "${expression}" is not valid. Write rate(5 minutes), cron(0 9 * * ? *) or at(2026-12-24T18:00:00).`);
  if (!isTimeZone(timeZone)) refuse(`its schedule's timeZone "${timeZone}" is unknown. Write an IANA name, such as Europe/Berlin.`);
};

const isMoment = (text: string | undefined): boolean => text === undefined || !Number.isNaN(Date.parse(`${text}Z`));

const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const checkEvents = ({ consumes, publishes }: FunctionManifest, refuse: Refuse): void => {
  for (const one of consumes as readonly (Subscription | EventContract)[]) {
    if ('eventType' in one) refuse(`it consumes ${one.eventType} without on(). Write consumes: [on(${one.eventType})].`);
  }
  const consumed = consumes.map(({ event }) => event);
  for (const { eventType } of repeated(consumed, ({ detailType }) => detailType))
    refuse(
      `it consumes ${eventType} twice. Subscribe once, to one major version: on(${eventType}, { where: [{ ... }, { ... }] }) accepts alternatives.`,
    );
  for (const event of repeated(publishes.flatMap(publishedVersions), versionedName))
    refuse(`it publishes ${versionedName(event)} twice. The newer major version's downcast publishes the older one: name only the newest.`);
};

const checkCommands = ({ handles, sends }: FunctionManifest, refuse: Refuse): void => {
  for (const { commandType } of repeated(handles, (command) => command.commandType)) refuse(`it handles ${commandType} twice. Remove one.`);
  for (const { commandType } of repeated(sends, (command) => command.commandType)) refuse(`it sends ${commandType} twice. Remove one.`);
};

const checkBatching = ({ batching, consumes, handles }: FunctionManifest, refuse: Refuse): void => {
  if (batching === undefined) return;
  if (consumes.length === 0 && handles.length === 0)
    refuse('it has "batching", but consumes no events. Omit "batching", or add "consumes" or "handles".');
  const { size, windowSeconds, concurrencyMax } = batching;
  checkWhole(refuse, 'batching.size', size, BATCH_SIZE);
  checkWhole(refuse, 'batching.windowSeconds', windowSeconds, BATCH_WINDOW_SECONDS);
  if (concurrencyMax !== undefined) checkWhole(refuse, 'batching.concurrencyMax', concurrencyMax, BATCH_CONCURRENCY);
  if (size > BATCH_SIZE_WITHOUT_WINDOW_MAX && windowSeconds < 1)
    refuse(`a batch of more than ${BATCH_SIZE_WITHOUT_WINDOW_MAX} messages needs a windowSeconds of at least 1.`);
};

const checkPermissions = ({ uses, idempotency, accepts = {} }: FunctionManifest, refuse: Refuse): void => {
  for (const { resource } of repeated(uses, (grant) => grant.resource))
    refuse(`it has two grants for ${resource.name}. Write one may() with all actions.`);
  if (idempotency !== undefined && !isIdempotencyTable(idempotency.table))
    refuse(`its idempotency.table is not an idempotency table. Declare it with idempotencyTable({ name: '${idempotency.table.name}' }).`);
  for (const [code, reason] of Object.entries(accepts)) {
    if (reason.trim() === '') refuse(`accepts.${code} must state why the finding is acceptable.`);
  }
};
