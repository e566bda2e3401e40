/** Lambda: runs the deployed zips. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type Lambda, type LambdaOptions, openLambda } from './lambda.ts';
import { LAMBDA_TYPES } from './terraform-types.ts';

export const lambda = (options: LambdaOptions = {}): ServiceModule<Lambda> => ({
  name: 'lambda',
  terraformTypes: LAMBDA_TYPES,
  open: (kernel, ports) => openLambda(kernel, ports, options),
});
export type { Lambda, LambdaOptions };
