/** SQS. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { openSqs, type Sqs } from './sqs.ts';
import { SQS_TYPES } from './terraform-types.ts';

export const sqs: ServiceModule<Sqs> = { name: 'sqs', terraformTypes: SQS_TYPES, open: openSqs };
export type { Sqs };
