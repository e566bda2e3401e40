import type { Deployment, TerraformType, TerraformTypes, Values } from '@plumbline/local-aws-kernel';
import type { BucketDefinition } from './bucket-definition.ts';
import type { S3 } from './s3.ts';

/** A resource that is read together with its bucket. */
const partOfBucket = (honours: readonly string[], harmless: Readonly<Record<string, string>> = {}): TerraformType<S3> => ({
  honours: ['bucket', ...honours],
  harmless: { expected_bucket_owner: 'there is one account', ...harmless },
  deploy: () => undefined,
});

const NOT_PUBLIC = 'every caller signs, so nothing is public';
const NOT_ENCRYPTED = 'nothing is encrypted';

export const S3_TYPES: TerraformTypes<S3> = {
  aws_s3_bucket: {
    honours: ['bucket'],
    harmless: { force_destroy: 'nothing is destroyed' },
    deploy: (s3, deployment) => s3.putBucket(bucket(deployment)),
  },
  aws_s3_bucket_notification: partOfBucket(['eventbridge']),
  aws_s3_bucket_versioning: partOfBucket(['versioning_configuration.status'], { 'versioning_configuration.mfa_delete': 'there is no MFA' }),
  aws_s3_bucket_lifecycle_configuration: partOfBucket(
    [
      ...['id', 'status', 'filter.prefix', 'expiration.days'],
      ...['noncurrent_version_expiration.noncurrent_days', 'abort_incomplete_multipart_upload.days_after_initiation'],
    ].map((name) => `rule.${name}`),
    { 'rule.transition': 'there is one storage class', transition_default_minimum_object_size: 'there is one storage class' },
  ),
  aws_s3_bucket_public_access_block: partOfBucket(['block_public_policy'], {
    block_public_acls: NOT_PUBLIC,
    ignore_public_acls: NOT_PUBLIC,
    restrict_public_buckets: NOT_PUBLIC,
    skip_destroy: 'nothing is destroyed',
  }),
  aws_s3_bucket_policy: partOfBucket(['policy']),
  aws_s3_bucket_server_side_encryption_configuration: partOfBucket([], { rule: NOT_ENCRYPTED }),
};

const bucket = ({ values, related }: Deployment): BucketDefinition => {
  const name = values.text('bucket');
  const about = (type: string): Values | undefined => related(type, 'bucket', name)[0];
  return {
    name,
    versioning: about('aws_s3_bucket_versioning')?.block('versioning_configuration')?.text('status') === 'Enabled',
    eventBridge: about('aws_s3_bucket_notification')?.flag('eventbridge', false) ?? false,
    lifecycle: (about('aws_s3_bucket_lifecycle_configuration')?.blocks('rule') ?? [])
      .filter((rule) => rule.text('status') === 'Enabled')
      .map(lifecycleRule),
    publicAccessBlocked: about('aws_s3_bucket_public_access_block')?.flag('block_public_policy', false) ?? false,
    tlsOnly: about('aws_s3_bucket_policy') !== undefined,
  };
};

const lifecycleRule = (rule: Values) => ({
  id: rule.text('id'),
  prefix: rule.block('filter')?.optionalText('prefix'),
  expirationDays: rule.block('expiration')?.optionalNumber('days'),
  noncurrentExpirationDays: rule.block('noncurrent_version_expiration')?.optionalNumber('noncurrent_days'),
  abortMultipartDays: rule.block('abort_incomplete_multipart_upload')?.optionalNumber('days_after_initiation'),
});
