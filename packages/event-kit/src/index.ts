/** Declarations: contracts and manifests. Nothing here imports AWS; what runs inside a function is in `@plumbline/event-kit/runtime`. */

export { CLAIM_BUCKET, CLAIM_BUCKET_VARIABLE, claimFolder } from './claim-check.ts';
export {
  DETAIL_TYPE_LENGTH_MAX,
  defineEvent,
  detailSchema,
  type EventContract,
  type EventExample,
  majorOf,
  SOURCE_LENGTH_MAX,
} from './define-event.ts';
export { busName, deployedName, type EnvironmentName, environmentName } from './deployed-name.ts';
export { EventKitError, type EventKitErrorCode } from './errors.ts';
export { type DataOf, type EventOf, type Metadata, metadataSchema } from './event.ts';
export { derivedCauseId, derivedEventId } from './event-id.ts';
export { eventTime, utcTime } from './event-time.ts';
export type { HttpAnswer } from './http-answer.ts';
export { type Batching, defineFunction, type FunctionManifest, type ObjectCreatedEndpoint } from './manifest/define-function.ts';
export { defineService, type ServiceManifest } from './manifest/define-service.ts';
export {
  type Bucket,
  defineBucket,
  defineQueue,
  defineTable,
  type Grant,
  may,
  type Queue,
  type Resource,
  type Table,
} from './manifest/resource.ts';
export { type EventPattern, eventPattern, on, type Subscription, type Where } from './on.ts';
export type { Cause, Publish, PublishOptions } from './publish.ts';
