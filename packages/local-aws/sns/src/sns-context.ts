import type { Kernel, Ports } from '@plumbline/local-aws-kernel';
import type { Subscriptions } from './subscriptions.ts';
import type { Topics } from './topics.ts';

/** The context of all parts of SNS. */
export interface SnsContext
  extends Pick<Kernel, 'account' | 'clock' | 'store' | 'jobs' | 'observe' | 'random' | 'outbound' | 'faults' | 'endpointUrl'> {
  readonly ports: Pick<Ports, 'callTarget' | 'callTargetNow' | 'mail'>;
  readonly topics: Topics;
  readonly subscriptions: Subscriptions;
}
