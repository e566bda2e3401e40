/** The embedded AWS: runs synthesized Terraform on this machine, for any AWS SDK. */
export { targetText } from '@plumbline/local-aws-events';
export {
  type Account,
  type BusEvent,
  type Clock,
  type DeployReport,
  type Fault,
  type FaultKind,
  type FaultPlan,
  type FaultRecord,
  type Faults,
  LOCAL_ACCOUNT,
  type Observer,
  type Occurrence,
  OPERATOR_CREDENTIALS,
  type Outbound,
  readFaultPlan,
  type Segment,
  type ServiceModule,
  systemClock,
  type VirtualClock,
  virtualClock,
} from '@plumbline/local-aws-kernel';
export type { MailList, StoredMail } from '@plumbline/local-aws-mailbox';
export { allServices } from './all-services.ts';
export { DEFAULT_PORT, type LocalAws, type LocalAwsProps, startLocalAws } from './local-aws.ts';
