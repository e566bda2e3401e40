import type { EventContract } from '../define-event.ts';
import { EventKitError } from '../errors.ts';
import type { Subscription } from '../on.ts';
import { publishedVersions, versionedName } from '../versions.ts';
import type { Bucket, Grant, Table } from './resource.ts';

/** Between the bus and a function: a queue from which the function takes batches. */
export interface Batching {
  /** Messages a batch, 1 to 10,000. */
  readonly size: number;
  /** Seconds to wait for a batch to fill, 0 to 300. Must be above 0 when `size` is above 10. */
  readonly windowSeconds: number;
  /** Functions that run at the same time, 2 to 1,000. @default unlimited */
  readonly concurrencyMax?: number;
}

/** What sets a function off when it is not an event of ours: new objects in a bucket, brought by way of API Gateway. */
export interface ObjectCreatedEndpoint {
  readonly bucket: Bucket;
  /** The path of the REST resource, without slash. */
  readonly path: string;
}

/** What sets a function off by time: EventBridge Scheduler. */
export interface Schedule {
  /** `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or `at(2026-12-24T18:00:00)`, https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
  readonly expression: string;
  /** An IANA time zone. @default UTC */
  readonly timeZone?: string;
  /** What the function is given, as JSON. @default an empty object */
  readonly input?: Readonly<Record<string, unknown>>;
  /** @default it is on */
  readonly enabled?: boolean;
}

/** A function: what it consumes, publishes and may touch. Routing, IAM and the catalog are derived from this and nothing else. */
export interface FunctionManifest<Consumed extends EventContract = EventContract, Published extends EventContract = EventContract> {
  /** In kebab-case; the folder beside the manifest that holds the handler has the same name. */
  readonly name: string;
  readonly summary: string;
  readonly consumes: readonly Subscription<Consumed>[];
  readonly publishes: readonly Published[];
  readonly uses: readonly Grant[];
  /** Takes events in batches through a queue. @default each event invokes the function by itself */
  readonly batching?: Batching;
  /** Set off by new objects instead of events. */
  readonly endpoint?: ObjectCreatedEndpoint;
  /** Set off by time, and by whoever may invoke it. */
  readonly schedule?: Schedule;
  /** Set off by people and programs only: they invoke it by its name. */
  readonly byHand?: true;
  /** Where the function remembers what it has done, for work that must happen once. */
  readonly remembersIn?: Table;
  /**
   * Findings of `plumb check flows` about this function that are right as they are, by code, each with its reason: docs/checks.md.
   * @default none
   */
  readonly accepts?: Readonly<Record<string, string>>;
  /** Seconds, 1 to 900. */
  readonly timeoutSeconds: number;
  /** MiB, 128 to 10,240. */
  readonly memoryMiB: number;
}

/** The shared notes, terraform-and-cdktf 5.1: EventBridge gives an API Gateway target 5 s. */
const ENDPOINT_TIMEOUT_SECONDS_MAX = 4;
/** What can set a function off; each function has one of them. */
const SOURCES = ['consumes', 'endpoint', 'schedule', 'byHand'] as const;
const SCHEDULE = /^(rate\([1-9]\d* (minutes?|hours?|days?)\)|cron\(\S+( \S+){5}\)|at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\))$/;
const DEFAULTS = { consumes: [], publishes: [], uses: [], timeoutSeconds: 10, memoryMiB: 512 } as const;

type Declaration<Subscriptions, Published> = Pick<FunctionManifest, 'name' | 'summary'> &
  Partial<Omit<FunctionManifest, 'name' | 'summary' | 'consumes' | 'publishes'>> & {
    readonly consumes?: Subscriptions;
    readonly publishes?: Published;
  };

/**
 * Declares a function.
 *
 * @throws EventKitError `INVALID_DECLARATION` when nothing or two things would set the function off, or a limit is broken.
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
>(
  declaration: Declaration<Subscriptions, Published>,
): FunctionManifest<Subscriptions[number]['event'], Published[number]> => {
  const manifest: FunctionManifest = { ...DEFAULTS, ...declaration };
  const refuse = (why: string): never => {
    throw new EventKitError('INVALID_DECLARATION', `Function ${manifest.name}: ${why}`);
  };
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(manifest.name)) refuse('the name must be kebab-case, such as new-order.');
  const sources = SOURCES.filter((source) => (source === 'consumes' ? manifest.consumes.length > 0 : manifest[source] !== undefined));
  if (sources.length === 0) refuse(`nothing sets it off. Add ${SOURCES.map((source) => `"${source}"`).join(' or ')}.`);
  if (sources.length > 1) refuse(`it has ${sources.map((source) => `"${source}"`).join(' and ')}. Make two functions.`);
  if (manifest.schedule !== undefined && !SCHEDULE.test(manifest.schedule.expression)) {
    refuse(`its schedule "${manifest.schedule.expression}" is none. Write rate(5 minutes), cron(0 9 * * ? *) or at(2026-12-24T18:00:00).`);
  }
  if (manifest.endpoint !== undefined && manifest.timeoutSeconds > ENDPOINT_TIMEOUT_SECONDS_MAX) {
    refuse(`behind API Gateway its timeoutSeconds must be at most ${ENDPOINT_TIMEOUT_SECONDS_MAX}: EventBridge gives up after 5 s.`);
  }
  const consumed = manifest.consumes.map(({ event }) => event);
  const published = manifest.publishes.flatMap(publishedVersions);
  for (const { eventType } of repeated(consumed, ({ detailType }) => detailType))
    refuse(`it consumes ${eventType} twice. Subscribe once, to one major, with all values in "where".`);
  for (const event of repeated(published, versionedName))
    refuse(`it publishes ${versionedName(event)} twice. An older major comes with the newer one's downcast: name the newest only.`);
  if (manifest.batching !== undefined && manifest.batching.size > 10 && manifest.batching.windowSeconds < 1) {
    refuse('a batch of more than 10 messages needs a windowSeconds of at least 1.');
  }
  return manifest as FunctionManifest<Subscriptions[number]['event'], Published[number]>;
};

const repeated = <T>(values: readonly T[], key: (value: T) => string): readonly T[] =>
  values.filter((value, index) => values.findIndex((other) => key(other) === key(value)) < index);
