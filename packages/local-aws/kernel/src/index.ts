/** The base of every local AWS service: endpoint and protocols, signatures, IAM, store and jobs, clock, faults. It depends on no service. */
export { type Account, arnOf, LOCAL_ACCOUNT } from './account.ts';
export { attributeText } from './attribute-text.ts';
export { AwsError, notImplemented } from './aws-error.ts';
export { checkPattern } from './check-pattern.ts';
export type { Clock } from './clock/clock.ts';
export { systemClock } from './clock/system-clock.ts';
export { type VirtualClock, virtualClock } from './clock/virtual-clock.ts';
export { brokenConstraint, constraintError, tooLarge } from './constraint.ts';
export type { AwsRequest, AwsResponse, AwsService, FailedRequest, RequestHead } from './endpoint/aws-service.ts';
export type { RoleAnswer, RoleCall } from './endpoint/call-as.ts';
export { CONTROL_PATH, type Endpoint, LOOPBACK } from './endpoint/endpoint.ts';
export { type JsonOperation, jsonService } from './endpoint/json-service.ts';
export { page } from './endpoint/page.ts';
export type { QueryInput } from './endpoint/query-input.ts';
export { type QueryOperation, queryService } from './endpoint/query-service.ts';
export { bodyOf, json, type Members, NO_CONTENT, type Route, restError, restService } from './endpoint/rest-json.ts';
export { presign, signRequest, type ToSign } from './endpoint/sign-request.ts';
export { readSignature } from './endpoint/signature.ts';
export { type KnownMembers, unsupportedMember } from './endpoint/unsupported-member.ts';
export { malformedXml, parseXml, type XmlContent, xmlDocument, xmlError } from './endpoint/xml.ts';
export { type Fault, type FaultKind, type FaultPlan, NO_FAULTS, readFaultPlan } from './faults/fault.ts';
export { type FaultRecord, type Faults, openFaults } from './faults/faults.ts';
export { type Credentials, type Iam, OPERATOR_CREDENTIALS, openIam } from './iam/iam.ts';
export type { Principal } from './iam/principal.ts';
export { API_GATEWAY, APPSYNC, EVENTS, LAMBDA, PIPES, S3, SCHEDULER, SNS, STEP_FUNCTIONS } from './iam/service-principal.ts';
export type { Kernel } from './kernel.ts';
export type { Mail, MailAttachment, MailLink, Postman } from './mail.ts';
export { memberOf, memberPattern, memberRange, missingMember } from './member-constraints.ts';
export type { BusEvent, InvocationResult, Observer, Occurrence } from './occurrence.ts';
export { CALL_MS_MAX, type HttpAnswer, httpCall } from './outbound/http-call.ts';
export { type Outbound, outboundUrl } from './outbound/outbound.ts';
export type {
  Offers,
  Ports,
  QueueReader,
  QueueRecord,
  QueueRecordAttribute,
  ServiceEvent,
  TokenVerdict,
  UserPools,
} from './ports.ts';
export { queueRecordFilter } from './queue-record-filter.ts';
export { seededRandom } from './seeded-random.ts';
export type { Segment } from './segment.ts';
export type { OpenService, ServiceModule } from './service-module.ts';
export { type Opened, openServices, type ServiceModules, type Services, type ServicesProps } from './services.ts';
export type { JobOutcome } from './store/job-table.ts';
export { type Jobs, openJobs } from './store/jobs.ts';
export { openSettings, type Settings } from './store/settings.ts';
export { openStore, type Store } from './store/store.ts';
export type { BatchResult } from './streams/attempt-batch.ts';
export { batchInfo } from './streams/batch-info.ts';
export { consumeStream, type StreamConsumer, type StreamConsumerProps } from './streams/stream-consumer.ts';
export { openStreamPositions, type StreamPositions } from './streams/stream-positions.ts';
export type { StreamReader, StreamRecord } from './streams/stream-reader.ts';
export { sendDeadLetter } from './targets/dead-letter.ts';
export { httpOutcome } from './targets/http-outcome.ts';
export { afterFailure, isTooOld, RETRY_DEFAULTS, type RetryPolicy } from './targets/retry-policy.ts';
export {
  type FailureReason,
  type HttpParameters,
  type Sender,
  TAKEN,
  type TargetCall,
  type TargetEvent,
  type TargetFailure,
  type TargetOutcome,
  type TargetPort,
  targetFailure,
} from './targets/target.ts';
export type { DeployReport } from './terraform/deploy.ts';
export { naming } from './terraform/naming.ts';
export type { Deployment, TerraformType, TerraformTypes } from './terraform/terraform-type.ts';
export type { Values } from './terraform/values.ts';
export { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader } from './trace-header.ts';
