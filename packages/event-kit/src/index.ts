/** Declarations: contracts and manifests. This module does not import AWS; `@plumbline/event-kit/runtime` runs inside functions. */

export type { CallGraphql } from './call-graphql.ts';
export { CLAIM_BUCKET, CLAIM_BUCKET_VARIABLE, claimFolder } from './claim-check.ts';
export {
  CLOUD_EVENT_MEDIA_TYPE,
  type CloudEventInput,
  type CloudEventOf,
  cloudEventInput,
  cloudEventType,
  toCloudEvent,
} from './cloud-event.ts';
export { type CommandMetadata, type CommandOf, commandCause, commandMetadataSchema, commandSchema } from './command/command.ts';
export type { CommandContract } from './command/command-contract.ts';
export { commandQueueName, commandQueueVariable, defineCommand, poisonQueueName } from './command/define-command.ts';
export {
  absent,
  anythingBut,
  atLeast,
  atMost,
  endsWith,
  greaterThan,
  lessThan,
  type NumberCondition,
  type Presence,
  present,
  startsWith,
  type TextCondition,
  within,
} from './conditions.ts';
export { DETAIL_TYPE_LENGTH_MAX, defineEvent, detailSchema, SOURCE_LENGTH_MAX, wireSchema } from './define-event.ts';
export { defineQuery, type QueryContract } from './define-query.ts';
export { DELIVERIES_METRIC, METRICS_NAMESPACE } from './delivery-metric-names.ts';
export { busName, deployedName, type EnvironmentName, environmentName } from './deployed-name.ts';
export type { Deprecation } from './deprecation.ts';
export { EventKitError, type EventKitErrorCode } from './errors.ts';
export { type DataOf, type EventOf, isEvent, type Metadata, metadataSchema } from './event.ts';
export type { Downcast, EventContract, EventExample, Foreign, PropertyOf, ThinVariant, Upcast } from './event-contract.ts';
export { derivedCauseId, derivedEventId } from './event-id.ts';
export { eventTime, utcTime } from './event-time.ts';
export type { HttpAnswer } from './http-answer.ts';
export type { Log, LogExtra } from './log.ts';
export { majorOf } from './major-of.ts';
export {
  type Batching,
  defineFunction,
  type FunctionManifest,
  type Idempotency,
  type ObjectCreatedEndpoint,
  type Outbox,
  type Schedule,
} from './manifest/define-function.ts';
export { defineService, type ServiceManifest } from './manifest/define-service.ts';
export { type Forward, forward } from './manifest/forward.ts';
export {
  type Authorization,
  accessesTable,
  defineGraphqlApi,
  type GraphqlApi,
  invokesFunction,
  local,
  mayCall,
  pipeline,
  publishesEvent,
  type Resolver,
  type Source,
  sendsCommand,
} from './manifest/graphql-api.ts';
export { defineMailSender, type MailSender } from './manifest/mail-sender.ts';
export { may } from './manifest/may.ts';
export {
  type ApiDestination,
  type Bucket,
  defineApiDestination,
  defineBucket,
  defineQueue,
  defineTable,
  type Grant,
  type IdempotencyTable,
  idempotencyTable,
  NOBODYS_ADDRESS,
  type Queue,
  type Resource,
  type Table,
  type TableIndex,
} from './manifest/resource.ts';
export { defineTopic, type MailSubscriber, type Topic } from './manifest/topic.ts';
export type { Trigger } from './manifest/trigger.ts';
export { defineWorkflow, type Workflow } from './manifest/workflow.ts';
export { MEANING_KEYWORD, type Measure, measured, UNIT_KEYWORD } from './measured.ts';
export { type EventPattern, eventPattern, type ForeignPattern, on, type Subscription } from './on.ts';
export { OUTBOX_ATTRIBUTES, type OutboxOptions, outboxItem } from './outbox-item.ts';
export {
  definePlumbCommand,
  type InvokingCommand,
  type PlumbCommand,
  type RunningCommand,
  type Said,
} from './plumb/define-plumb-command.ts';
export {
  defineSampleCheck,
  defineSamples,
  type PutSamples,
  type Sample,
  type SampleCheck,
  type Samples,
  type SampleView,
} from './plumb/define-samples.ts';
export type { DrawnTrace, LiveSystem } from './plumb/live-system.ts';
export type { Cause, Publish, PublishAll, PublishOptions, ToPublish } from './publish.ts';
export { PUBLISHES_TAG } from './publishes-tag.ts';
export type { Send } from './send.ts';
export { type FatDataOf, type ThinContract, thinVariant } from './thin-variant.ts';
export { downcast, publishedVersions, upcast, versionedName } from './versions.ts';
export type { Conditions, Where } from './where.ts';
