/** AppSync. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type AppSync, openAppSync } from './appsync.ts';
import { APPSYNC_TYPES } from './terraform/terraform-types.ts';

export const appsync: ServiceModule<AppSync> = { name: 'appsync', terraformTypes: APPSYNC_TYPES, open: openAppSync };
export { checkCode } from './runtime/check-code.ts';
export type { CodeError } from './runtime/code-error.ts';
export type { AppSync };
