import { busName } from '@plumbline/event-kit';
import { boundaryPolicy, type Environment } from '../environment.ts';

/** The location of resources, and the prefixes of our ARNs. */
export interface Place {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  /** The prefix of every deployed name. The bus, the archive and the registry have exactly this name. */
  readonly prefix: string;
  /** The permissions boundary of every role that a stack creates. */
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
