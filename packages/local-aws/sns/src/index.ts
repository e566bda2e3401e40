/** SNS. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { openSns, type Sns } from './sns.ts';
import { SNS_TYPES } from './terraform-types.ts';

export const sns: ServiceModule<Sns> = { name: 'sns', terraformTypes: SNS_TYPES, open: openSns };
export type { Sns };
