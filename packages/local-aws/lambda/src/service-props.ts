import type { Account, Clock, Iam } from '@plumbline/local-aws-kernel';
import type { DeployedFunctions } from './deployed-functions.ts';
import type { DestinationProps } from './destinations.ts';
import type { EventSourceMappings } from './event-source-mappings.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { Invoke, InvokeAsync } from './invoke.ts';

/** The context of the operations of Lambda's API. */
export interface LambdaServiceProps {
  readonly invoke: Invoke;
  readonly invokeAsync: InvokeAsync;
  readonly account: Account;
  readonly clock: Clock;
  readonly iam: Iam;
  readonly ports: DestinationProps['ports'];
  readonly functions: Pick<DeployedFunctions, 'all' | 'exists'>;
  /** By name or ARN. Throws ResourceNotFoundException. */
  readonly functionOf: (nameOrArn: string) => FunctionDefinition;
  readonly settings: FunctionSettings;
  readonly mappings: EventSourceMappings;
}
