import type { CloudEventV1 } from 'cloudevents';
import { schemaId } from './documents/event-schema.ts';
import { EventKitError } from './errors.ts';
import type { DataOf, EventOf, Metadata } from './event.ts';
import type { EventContract } from './event-contract.ts';
import { majorOf } from './major-of.ts';

/** One of our events as a CloudEvent, with the attributes of the Correlation extension. */
export interface CloudEventOf<Data> extends CloudEventV1<Data> {
  readonly correlationid?: string;
  readonly causationid?: string;
}

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#specversion */
const SPEC_VERSION = '1.0';
const CONTENT_TYPE = 'application/json';
/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#3-envelope */
export const CLOUD_EVENT_MEDIA_TYPE = 'application/cloudevents+json';

/** CloudEvents' `type`: the event with its major version, because a new major version is another type for its receiver. */
export const cloudEventType = ({ eventType, version }: EventContract): string => `${eventType}.v${majorOf(version)}`;

/**
 * An event for a receiver outside the bus: a CloudEvent in structured mode.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export const toCloudEvent = <C extends EventContract>(contract: C, event: EventOf<C>): CloudEventOf<DataOf<C>> => {
  const metadata: Metadata = event.Metadata;
  const { correlation_id, causation_id } = metadata;
  return {
    specversion: SPEC_VERSION,
    id: metadata.event_id,
    source: contract.source,
    type: cloudEventType(contract),
    time: metadata.event_time_iso8601,
    datacontenttype: CONTENT_TYPE,
    dataschema: schemaId({ eventType: contract.eventType, version: metadata.event_version }),
    ...(correlation_id !== undefined && { correlationid: correlation_id }),
    ...(causation_id !== undefined && { causationid: causation_id }),
    data: event.Data as DataOf<C>,
  };
};

/** The input transformer with which EventBridge creates a CloudEvent without a function. */
export interface CloudEventInput {
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

/**
 * The same CloudEvent through an input transformer of EventBridge. It omits the correlation, because that may be missing, and a transformer
 * cannot omit an attribute conditionally.
 *
 * @throws EventKitError `INVALID_DECLARATION` for an event in a foreign format, which lacks the id and time of a CloudEvent
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const cloudEventInput = (contract: EventContract): CloudEventInput => {
  if (contract.foreign !== undefined)
    throw new EventKitError(
      'INVALID_DECLARATION',
      `${contract.eventType} is in a foreign format and cannot be forwarded as a CloudEvent. Translate it, and forward one of your own events.`,
    );
  const constants = {
    specversion: SPEC_VERSION,
    type: cloudEventType(contract),
    datacontenttype: CONTENT_TYPE,
    dataschema: schemaId(contract),
  };
  const members = Object.entries(constants).map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
  const variables = Object.keys(CLOUD_EVENT_PATHS).map((name) => `"${name}":<${name}>`);
  return { paths: CLOUD_EVENT_PATHS, template: `{${[...members, ...variables].join(',')}}` };
};

const CLOUD_EVENT_PATHS = {
  id: '$.detail.Metadata.event_id',
  source: '$.source',
  time: '$.detail.Metadata.event_time_iso8601',
  data: '$.detail.Data',
} as const;
