/** X-Ray. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { XRAY_TYPES } from './terraform-types.ts';
import { openXray, type Xray } from './xray.ts';

export const xray: ServiceModule<Xray> = { name: 'xray', terraformTypes: XRAY_TYPES, open: openXray };
export type { Xray };
