/** S3. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { openS3, type S3 } from './s3.ts';
import { S3_TYPES } from './terraform-types.ts';

export const s3: ServiceModule<S3> = { name: 's3', terraformTypes: S3_TYPES, open: openS3 };
export type { S3 };
