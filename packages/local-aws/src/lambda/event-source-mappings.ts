import { hash, randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { Iam } from '../iam/iam.ts';
import type { Observer } from '../occurrence.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Store } from '../store/store.ts';
import { notFound } from './check-member.ts';
import { metadataKeys } from './event-filter.ts';
import { authorizePolls, checkMapping, checkPolls, type EventSourceMapping } from './event-source-mapping.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Lambda } from './lambda.ts';
import { pollQueue, type QueuePoller } from './queue-poller.ts';
import { openSettings, type Settings } from './settings.ts';

/** A mapping under the name that AWS gives it. */
export interface StoredMapping {
  readonly uuid: string;
  /** With the function's full ARN. */
  readonly mapping: EventSourceMapping;
  readonly modifiedMs: number;
}

/** The mappings of the account, with their pollers. A change takes effect at once. */
export interface EventSourceMappings {
  readonly settings: Settings<StoredMapping>;
  /** From Terraform. */
  declare(mapping: EventSourceMapping): void;
  /** Over the API. Throws ResourceConflictException when the function has a mapping for the queue. */
  create(mapping: EventSourceMapping): StoredMapping;
  /** Throws ResourceNotFoundException, as `get` and `delete` do. */
  update(uuid: string, change: Partial<EventSourceMapping>): StoredMapping;
  delete(uuid: string): StoredMapping;
  get(uuid: string): StoredMapping;
  list(): readonly StoredMapping[];
  /** Starts the pollers; those of mappings that come later start with them. */
  start(): void;
  readonly busy: boolean;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

interface Props {
  readonly store: Store;
  readonly clock: Clock;
  readonly iam: Iam;
  readonly sqs: Sqs;
  readonly concurrencyMax: number;
  readonly observe: Observer;
  readonly invoke: Lambda['invoke'];
  /** By name or ARN. Throws ResourceNotFoundException. */
  readonly functionOf: (nameOrArn: string) => FunctionDefinition;
}

export const openEventSourceMappings = (props: Props): EventSourceMappings => {
  const { clock, iam, sqs, functionOf } = props;
  const settings = openSettings<StoredMapping>(props.store, 'event-source-mapping');
  const pollers = new Map<string, QueuePoller>();
  /** Of mappings that have been changed or deleted, until their last batches have ended. */
  const ending = new Set<QueuePoller>();
  let started = false;

  const stopPoller = (uuid: string): void => {
    const poller = pollers.get(uuid);
    if (poller === undefined) return;
    pollers.delete(uuid);
    ending.add(poller);
    void poller.stop().finally(() => ending.delete(poller));
  };
  const startPoller = ({ uuid, mapping }: StoredMapping): void => {
    if (!started || mapping.enabled === false) return;
    authorizePolls(iam, functionOf(mapping.functionArn), mapping.queueArn);
    pollers.set(uuid, pollQueue({ ...props, mapping }));
  };
  const checked = (given: EventSourceMapping): EventSourceMapping => {
    const definition = functionOf(given.functionArn);
    checkMapping(given, definition, sqs);
    const keys = metadataKeys(given.filterPatterns ?? []);
    if (keys.length > 0) props.observe({ kind: 'warning', message: metadataWarning(definition.name, keys) });
    return { ...given, functionArn: definition.arn };
  };
  const sameAs = (mapping: EventSourceMapping): StoredMapping | undefined =>
    list().find((other) => other.mapping.queueArn === mapping.queueArn && other.mapping.functionArn === mapping.functionArn);
  const get = (uuid: string): StoredMapping => {
    const found = settings.get(uuid);
    if (found === undefined) throw notFound('The resource you requested does not exist.');
    return found;
  };
  const list = (): readonly StoredMapping[] => settings.entries().map(([, stored]) => stored);
  const all = (): readonly QueuePoller[] => [...pollers.values(), ...ending];
  const busy = (): boolean => all().some((poller) => poller.busy);

  return {
    settings,
    get,
    list,
    declare(given) {
      const mapping = checked(given);
      const before = sameAs(mapping);
      const stored: StoredMapping = { uuid: declaredUuid(mapping), mapping, modifiedMs: clock.now() };
      if (before !== undefined) {
        stopPoller(before.uuid);
        if (before.uuid !== stored.uuid) settings.remove(before.uuid);
      }
      settings.declare(stored.uuid, stored);
      startPoller(stored);
    },
    create(given) {
      const mapping = checked(given);
      checkPolls(iam, functionOf(mapping.functionArn), mapping.queueArn);
      const before = sameAs(mapping);
      if (before !== undefined) throw alreadyExists(before, functionOf(mapping.functionArn).name);
      const stored: StoredMapping = { uuid: randomUUID(), mapping, modifiedMs: clock.now() };
      settings.change(stored.uuid, stored);
      startPoller(stored);
      return stored;
    },
    update(uuid, change) {
      const mapping = checked({ ...get(uuid).mapping, ...change });
      checkPolls(iam, functionOf(mapping.functionArn), mapping.queueArn);
      const other = sameAs(mapping);
      if (other !== undefined && other.uuid !== uuid) throw alreadyExists(other, functionOf(mapping.functionArn).name);
      const stored: StoredMapping = { uuid, mapping, modifiedMs: clock.now() };
      settings.change(uuid, stored);
      stopPoller(uuid);
      startPoller(stored);
      return stored;
    },
    delete(uuid) {
      const stored = get(uuid);
      settings.remove(uuid);
      stopPoller(uuid);
      return stored;
    },
    start() {
      started = true;
      const made = new Set(settings.made());
      for (const stored of list()) {
        try {
          startPoller(stored);
        } catch (error) {
          // What the API made, and what has changed around it since, must not keep everything else from starting.
          if (!(error instanceof AwsError) || !made.has(stored.uuid)) throw error;
          props.observe({ kind: 'warning', message: `The event source mapping ${stored.uuid} does not run: ${error.message}` });
        }
      }
    },
    get busy() {
      return busy();
    },
    async idle() {
      await Promise.all(all().map((poller) => poller.idle()));
    },
    async stop() {
      started = false;
      for (const uuid of [...pollers.keys()]) stopPoller(uuid);
      await Promise.all([...ending].map((poller) => poller.idle()));
    },
  };
};

/** The same at each start: a UUID that is the mapping's in all but randomness. */
const declaredUuid = ({ queueArn, functionArn }: EventSourceMapping): string =>
  hash('sha256', `${queueArn} ${functionArn}`).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');

/** AWS's text, blanks included. */
const alreadyExists = ({ uuid, mapping }: StoredMapping, functionName: string): AwsError =>
  new AwsError(
    'ResourceConflictException',
    `An event source mapping with SQS arn (" ${mapping.queueArn} ") and function (" ${functionName} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    { status: 409 },
  );

const metadataWarning = (functionName: string, keys: readonly string[]): string =>
  `The event source mapping of ${functionName} filters by ${keys.join(', ')}. AWS's documentation says that filters for queues support the key body only: local-aws filters by all of a record.`;
