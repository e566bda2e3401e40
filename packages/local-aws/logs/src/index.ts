/** CloudWatch Logs. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type Logs, openLogs } from './logs.ts';
import { LOGS_TYPES } from './terraform-types.ts';

export const logs: ServiceModule<Logs> = { name: 'logs', terraformTypes: LOGS_TYPES, open: openLogs };
export type { Logs };
