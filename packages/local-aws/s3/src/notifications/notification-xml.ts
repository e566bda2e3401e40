import { randomUUID } from 'node:crypto';
import { malformedXml, parseXml, type XmlContent } from '@plumbline/local-aws-kernel';
import { invalidArgument } from '../s3-errors.ts';
import { type DestinationKind, type FilterRule, isEvent, type NotificationConfiguration } from './notification-configuration.ts';

/** The element names of a kind of destination. */
const ELEMENTS: Readonly<Record<DestinationKind, { readonly element: string; readonly arn: string }>> = {
  topic: { element: 'TopicConfiguration', arn: 'Topic' },
  queue: { element: 'QueueConfiguration', arn: 'Queue' },
  function: { element: 'CloudFunctionConfiguration', arn: 'CloudFunction' },
};
const KINDS = Object.keys(ELEMENTS) as readonly DestinationKind[];
const LISTS = ['TopicConfiguration', 'QueueConfiguration', 'CloudFunctionConfiguration', 'Event', 'FilterRule'];
const SERVICES: Readonly<Record<DestinationKind, string>> = { topic: 'sns', queue: 'sqs', function: 'lambda' };

/** The notifications of a bucket, with their destinations. */
export interface BucketNotifications {
  readonly eventBridge: boolean;
  readonly notifications: readonly NotificationConfiguration[];
}

interface Element {
  readonly Id?: string;
  readonly Event?: readonly string[];
  readonly Filter?: { readonly S3Key?: { readonly FilterRule?: readonly { readonly Name?: string; readonly Value?: string }[] } };
}

/** Reads the body of PutBucketNotificationConfiguration. */
export const readNotifications = (body: Buffer): BucketNotifications => {
  const document = parseXml(body, 'NotificationConfiguration', LISTS);
  const known = ['EventBridgeConfiguration', ...KINDS.map((kind) => ELEMENTS[kind].element)];
  if (Object.keys(document).some((name) => !known.includes(name) && name !== '#text')) throw malformedXml();
  return {
    eventBridge: document['EventBridgeConfiguration'] !== undefined,
    notifications: KINDS.flatMap((kind) => ((document[ELEMENTS[kind].element] ?? []) as readonly Element[]).map((one) => read(kind, one))),
  };
};

const read = (kind: DestinationKind, element: Element): NotificationConfiguration => {
  const { arn } = ELEMENTS[kind];
  const destinationArn = (element as Readonly<Record<string, string>>)[arn] ?? '';
  checkDestinationArn(kind, destinationArn);
  const { Id = randomUUID(), Event: events = [], Filter } = element;
  for (const event of events) checkEvent(event);
  if (events.length === 0) throw malformedXml();
  const rules = (Filter?.S3Key?.FilterRule ?? []).map(({ Name = '', Value = '' }) => ruleOf(Name, Value));
  return { id: Id, kind, destinationArn, events, rules };
};

export const checkDestinationArn = (kind: DestinationKind, arn: string): void => {
  const [prefix, , service, , , ...resource] = arn.split(':');
  if (prefix !== 'arn' || service !== SERVICES[kind] || resource.join('') === '')
    throw invalidArgument('The ARN could not be parsed', ELEMENTS[kind].arn, arn);
};

export const checkEvent = (event: string): void => {
  if (!isEvent(event)) throw invalidArgument('The event is not supported for notifications', 'Event', event);
};

/** Names are accepted in any case, and returned in one. */
const ruleOf = (name: string, value: string): FilterRule => {
  const known = (['Prefix', 'Suffix'] as const).find((one) => one.toLowerCase() === name.toLowerCase());
  if (known === undefined) throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', name);
  return { name: known, value };
};

/** The document that GetBucketNotificationConfiguration returns. */
export const notificationsXml = ({ eventBridge, notifications }: BucketNotifications): XmlContent => ({
  ...Object.fromEntries(
    KINDS.map((kind) => [
      ELEMENTS[kind].element,
      notifications.filter((one) => one.kind === kind).map((one) => elementOf(ELEMENTS[kind].arn, one)),
    ]),
  ),
  EventBridgeConfiguration: eventBridge ? '' : undefined,
});

const elementOf = (arn: string, { id, destinationArn, events, rules }: NotificationConfiguration): XmlContent => ({
  Id: id,
  [arn]: destinationArn,
  Event: events,
  Filter: rules.length === 0 ? undefined : { S3Key: { FilterRule: rules.map(({ name, value }) => ({ Name: name, Value: value })) } },
});
