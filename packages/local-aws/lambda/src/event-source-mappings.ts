import { hash, randomUUID } from 'node:crypto';
import type { Kernel, Observer, Ports } from '@plumbline/local-aws-kernel';
import { AwsError, openSettings, openStreamPositions, type Settings } from '@plumbline/local-aws-kernel';
import { notFound } from './check-member.ts';
import { metadataKeys } from './event-filter.ts';
import { type EventSourceMapping, isStreamMapping, sourceArnOf } from './event-source-mapping.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Invoke } from './invoke.ts';
import { authorizePolls, checkPolls, checkQueueMapping } from './queue-mapping.ts';
import { pollQueue } from './queue-poller.ts';
import { type SourcePollers, sourcePollers } from './source-pollers.ts';
import { authorizeReads, checkReads, checkStreamMapping } from './stream-mapping.ts';
import { pollStream, positionName } from './stream-poller.ts';

/** A mapping with its UUID. */
export interface StoredMapping {
  readonly uuid: string;
  /** With the function's full ARN. */
  readonly mapping: EventSourceMapping;
  readonly modifiedMs: number;
}

/** The mappings of the account, with their pollers. A change takes effect immediately. */
export interface EventSourceMappings {
  readonly settings: Settings<StoredMapping>;
  /** From Terraform. */
  declare(mapping: EventSourceMapping): void;
  /** Over the API. Throws ResourceConflictException when the function has a mapping for the queue or stream. */
  create(mapping: EventSourceMapping): StoredMapping;
  /** Throws ResourceNotFoundException, as `get` and `delete` do. */
  update(uuid: string, change: Partial<EventSourceMapping>): StoredMapping;
  delete(uuid: string): StoredMapping;
  get(uuid: string): StoredMapping;
  list(): readonly StoredMapping[];
  /** Starts the pollers; those of later mappings start immediately. */
  start(): void;
  readonly busy: boolean;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

interface Props extends Pick<Kernel, 'store' | 'clock' | 'iam' | 'random'> {
  readonly ports: Ports;
  readonly concurrencyMax: number;
  readonly observe: Observer;
  readonly invoke: Invoke;
  /** By name or ARN. Throws ResourceNotFoundException. */
  readonly functionOf: (nameOrArn: string) => FunctionDefinition;
}

export const openEventSourceMappings = (props: Props): EventSourceMappings => {
  const settings = openSettings<StoredMapping>(props.store, 'event-source-mapping');
  const positions = openStreamPositions(props.store);
  const pollers = sourcePollers();
  const run = runner({ ...props, positions }, pollers);
  let started = false;

  const list = (): readonly StoredMapping[] => settings.entries().map(([, stored]) => stored);
  const get = (uuid: string): StoredMapping => {
    const found = settings.get(uuid);
    if (found === undefined) throw notFound('The resource you requested does not exist.');
    return found;
  };
  const sameAs = (given: EventSourceMapping): StoredMapping | undefined =>
    list().find(({ mapping }) => sourceArnOf(mapping) === sourceArnOf(given) && mapping.functionArn === given.functionArn);
  /** Creates or changes a mapping over the API. */
  const put = (uuid: string, given: EventSourceMapping): StoredMapping => {
    const mapping = checked(props, given);
    const definition = props.functionOf(mapping.functionArn);
    if (isStreamMapping(mapping)) checkReads(props.iam, definition, mapping.streamArn);
    else checkPolls(props.iam, definition, mapping.queueArn);
    const other = sameAs(mapping);
    if (other !== undefined && other.uuid !== uuid) throw alreadyExists(other, definition.name);
    const stored: StoredMapping = { uuid, mapping, modifiedMs: props.clock.now() };
    settings.change(uuid, stored);
    if (started) run(stored);
    return stored;
  };

  return {
    settings,
    get,
    list,
    declare(given) {
      const mapping = checked(props, given);
      const stored: StoredMapping = { uuid: declaredUuid(mapping), mapping, modifiedMs: props.clock.now() };
      const before = sameAs(mapping);
      if (before !== undefined && before.uuid !== stored.uuid) {
        pollers.stop(before.uuid);
        settings.remove(before.uuid);
      }
      settings.declare(stored.uuid, stored);
      if (started) run(stored);
    },
    create: (mapping) => put(randomUUID(), mapping),
    update: (uuid, change) => put(uuid, { ...get(uuid).mapping, ...change } as EventSourceMapping),
    delete(uuid) {
      const stored = get(uuid);
      settings.remove(uuid);
      pollers.stop(uuid);
      if (isStreamMapping(stored.mapping)) positions.remove(positionName(uuid, stored.mapping));
      return stored;
    },
    start() {
      started = true;
      const made = new Set(settings.made());
      for (const stored of list()) run(stored, made.has(stored.uuid));
    },
    get busy() {
      return pollers.busy;
    },
    idle: pollers.idle,
    stop() {
      started = false;
      return pollers.stopAll();
    },
  };
};

/**
 * Starts a mapping in its current form, and replaces its running poller. Throws AccessDeniedException.
 * @param lenient only warns, because a mapping of the API whose surroundings have changed must not prevent the start.
 */
const runner =
  (props: Props & Pick<Parameters<typeof pollStream>[0], 'positions'>, pollers: SourcePollers) =>
  ({ uuid, mapping }: StoredMapping, lenient = false): void => {
    pollers.stop(uuid);
    if (mapping.enabled === false) return;
    try {
      const definition = props.functionOf(mapping.functionArn);
      if (isStreamMapping(mapping)) {
        authorizeReads(props.iam, definition, mapping.streamArn);
        pollers.start(uuid, () => pollStream({ ...props, uuid, mapping }));
      } else {
        authorizePolls(props.iam, definition, mapping.queueArn);
        pollers.start(uuid, () => pollQueue({ ...props, queues: props.ports.queues, mapping }));
      }
    } catch (error) {
      if (!lenient || !(error instanceof AwsError)) throw error;
      props.observe({ kind: 'warning', message: `The event source mapping ${uuid} does not run: ${error.message}` });
    }
  };

/** The mapping with the function's ARN; throws if AWS would reject it. */
const checked = ({ ports, functionOf, observe }: Props, mapping: EventSourceMapping): EventSourceMapping => {
  const definition = functionOf(mapping.functionArn);
  if (isStreamMapping(mapping)) checkStreamMapping(mapping, ports.streams);
  else checkQueueMapping(mapping, definition, ports.queues);
  const keys = isStreamMapping(mapping) ? [] : metadataKeys(mapping.filterPatterns ?? []);
  if (keys.length > 0) observe({ kind: 'warning', message: metadataWarning(definition.name, keys) });
  return { ...mapping, functionArn: definition.arn };
};

/** A UUID that is derived from the mapping and is the same at each start. */
const declaredUuid = (mapping: EventSourceMapping): string =>
  hash('sha256', `${sourceArnOf(mapping)} ${mapping.functionArn}`).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');

/** AWS's message, including the spaces. */
const alreadyExists = ({ uuid, mapping }: StoredMapping, functionName: string): AwsError =>
  new AwsError(
    'ResourceConflictException',
    isStreamMapping(mapping)
      ? `The event source arn (" ${mapping.streamArn} ") and function (" ${functionName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`
      : `An event source mapping with SQS arn (" ${mapping.queueArn} ") and function (" ${functionName} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    { status: 409 },
  );

const metadataWarning = (functionName: string, keys: readonly string[]): string =>
  `The event source mapping of ${functionName} filters by ${keys.join(', ')}. AWS documents that filters for queues support the key body only; local-aws filters by every key of a record.`;
