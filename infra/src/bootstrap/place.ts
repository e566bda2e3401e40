import { busName } from '@plumbline/event-kit';
import { boundaryPolicy, type Environment } from '../environment.ts';

/** Where resources are, and how the ARNs of ours begin. */
export interface Place {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  /** What every deployed name begins with; a name that is nothing but this is that of the bus, the archive or the registry. */
  readonly prefix: string;
  /** The policy that bounds every role that a stack makes. */
  readonly boundaryArn: string;
  /** An ARN in the account and region. */
  arn(service: string, resource: string): string;
}

export const placeIn = (environment: Environment, { accountId, partition }: { accountId: string; partition: string }): Place => ({
  accountId,
  partition,
  region: environment.region,
  prefix: busName(environment.name),
  boundaryArn: `arn:${partition}:iam::${accountId}:policy/${boundaryPolicy(environment)}`,
  arn: (service, resource) => `arn:${partition}:${service}:${environment.region}:${accountId}:${resource}`,
});
