import type { Account, Clock, Iam } from '@plumbline/local-aws-kernel';
import type { DeployedFunctions } from './deployed-functions.ts';
import type { DestinationProps } from './destinations.ts';
import type { EventSourceMappings } from './event-source-mappings.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { Lambda } from './lambda.ts';

/** What the operations of Lambda's API work on. */
export interface LambdaServiceProps extends Pick<Lambda, 'invoke' | 'invokeAsync'> {
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
