/** Step Functions. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { openStepFunctions, type StepFunctions } from './step-functions.ts';
import { STEP_FUNCTIONS_TYPES } from './terraform-types.ts';

export const stepfunctions: ServiceModule<StepFunctions> = {
  name: 'states',
  terraformTypes: STEP_FUNCTIONS_TYPES,
  open: openStepFunctions,
};
export type { StepFunctions };
