/** EventBridge Scheduler. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { openScheduler, type Scheduler } from './scheduler.ts';
import { SCHEDULER_TYPES } from './terraform-types.ts';

export const scheduler: ServiceModule<Scheduler> = { name: 'scheduler', terraformTypes: SCHEDULER_TYPES, open: openScheduler };
export type { Scheduler };
