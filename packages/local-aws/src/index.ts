/** The embedded AWS: runs synthesized Terraform on this machine, for any AWS SDK. */
export { type Account, LOCAL_ACCOUNT } from './account.ts';
export type { Clock } from './clock/clock.ts';
export { systemClock } from './clock/system-clock.ts';
export { type VirtualClock, virtualClock } from './clock/virtual-clock.ts';
export type { DeployReport } from './deploy/deploy.ts';
export type { Outbound } from './events/api-destinations/outbound.ts';
export type { BusEvent } from './events/bus-event.ts';

export { targetText } from './events/target-text.ts';

export { type Fault, type FaultKind, type FaultPlan, readFaultPlan } from './faults/fault.ts';
export type { FaultRecord, Faults } from './faults/faults.ts';
export { OPERATOR_CREDENTIALS } from './iam/iam.ts';
export { DEFAULT_PORT, type LocalAws, type LocalAwsProps, startLocalAws } from './local-aws.ts';
export type { Observer, Occurrence } from './occurrence.ts';
export type { Segment } from './xray/xray.ts';
