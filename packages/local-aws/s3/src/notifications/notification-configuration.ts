/** The notifications of a bucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_NotificationConfiguration.html */
export interface NotificationConfiguration {
  readonly id: string;
  readonly kind: DestinationKind;
  readonly destinationArn: string;
  /** Such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly rules: readonly FilterRule[];
}

export type DestinationKind = 'topic' | 'queue' | 'function';

export interface FilterRule {
  readonly name: 'Prefix' | 'Suffix';
  readonly value: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const EVENTS: ReadonlySet<string> = new Set(
  [
    ...['ObjectCreated:*', 'ObjectCreated:Put', 'ObjectCreated:Post', 'ObjectCreated:Copy', 'ObjectCreated:CompleteMultipartUpload'],
    ...['ObjectRemoved:*', 'ObjectRemoved:Delete', 'ObjectRemoved:DeleteMarkerCreated'],
    ...['LifecycleExpiration:*', 'LifecycleExpiration:Delete', 'LifecycleExpiration:DeleteMarkerCreated'],
    ...['ObjectTagging:*', 'ObjectTagging:Put', 'ObjectTagging:Delete', 'ObjectAcl:Put', 'ReducedRedundancyLostObject'],
    ...['ObjectRestore:*', 'ObjectRestore:Post', 'ObjectRestore:Completed', 'ObjectRestore:Delete'],
    ...['Replication:*', 'Replication:OperationFailedReplication', 'Replication:OperationMissedThreshold'],
    ...['Replication:OperationReplicatedAfterThreshold', 'Replication:OperationNotTracked', 'LifecycleTransition', 'IntelligentTiering'],
  ].map((name) => `s3:${name}`),
);

export const isEvent = (name: string): boolean => EVENTS.has(name);

/** Whether a configuration covers an event of a key. `eventName` is without `s3:`, such as `ObjectCreated:Put`. */
export const isTold = ({ events, rules }: NotificationConfiguration, eventName: string, key: string): boolean =>
  events.some((event) => covers(event, `s3:${eventName}`)) &&
  rules.every(({ name, value }) => (name === 'Prefix' ? key.startsWith(value) : key.endsWith(value)));

/**
 * Whether two configurations cover the same event of the same key, which S3 rejects.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
export const overlap = (one: NotificationConfiguration, other: NotificationConfiguration): boolean => {
  const events = one.events.some((a) => other.events.some((b) => covers(a, b) || covers(b, a)));
  const [prefix, otherPrefix] = [valueIn(one, 'Prefix'), valueIn(other, 'Prefix')];
  const [suffix, otherSuffix] = [valueIn(one, 'Suffix'), valueIn(other, 'Suffix')];
  const prefixes = prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix);
  return events && prefixes && (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix));
};

const covers = (pattern: string, event: string): boolean =>
  pattern === event || (pattern.endsWith(':*') && event.startsWith(pattern.slice(0, -1)));

const valueIn = ({ rules }: NotificationConfiguration, wanted: FilterRule['name']): string =>
  rules.find(({ name }) => name === wanted)?.value ?? '';
