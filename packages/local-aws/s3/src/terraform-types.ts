import { type Deployment, naming, type TerraformType, type TerraformTypes, type Values } from '@plumbline/local-aws-kernel';
import type { BucketDefinition } from './bucket-definition.ts';
import { checkOverlaps } from './notifications/check-destinations.ts';
import type { FilterRule, NotificationConfiguration } from './notifications/notification-configuration.ts';
import { checkDestinationArn, checkEvent } from './notifications/notification-xml.ts';
import type { S3 } from './s3.ts';

/** A resource that is read together with its bucket. */
const partOfBucket = (honours: readonly string[], harmless: Readonly<Record<string, string>> = {}): TerraformType<S3> => ({
  honours: ['bucket', ...honours],
  harmless: { expected_bucket_owner: 'there is one account', ...harmless },
  deploy: () => undefined,
});

/** The blocks of `aws_s3_bucket_notification`. */
const DESTINATIONS = [
  { block: 'topic', arn: 'topic_arn', kind: 'topic' },
  { block: 'queue', arn: 'queue_arn', kind: 'queue' },
  { block: 'lambda_function', arn: 'lambda_function_arn', kind: 'function' },
] as const;

const NOT_PUBLIC = 'every caller signs, so nothing is public';
const NOT_ENCRYPTED = 'nothing is encrypted';

export const S3_TYPES: TerraformTypes<S3> = {
  aws_s3_bucket: {
    honours: ['bucket'],
    harmless: { force_destroy: 'nothing is destroyed' },
    deploy: (s3, deployment) => naming(deployment.resource, () => s3.putBucket(bucket(deployment))),
  },
  aws_s3_bucket_notification: partOfBucket([
    'eventbridge',
    ...DESTINATIONS.flatMap(({ block, arn }) => ['id', arn, 'events', 'filter_prefix', 'filter_suffix'].map((name) => `${block}.${name}`)),
  ]),
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
    notifications: notifications(about('aws_s3_bucket_notification')),
    lifecycle: (about('aws_s3_bucket_lifecycle_configuration')?.blocks('rule') ?? [])
      .filter((rule) => rule.text('status') === 'Enabled')
      .map(lifecycleRule),
    publicAccessBlocked: about('aws_s3_bucket_public_access_block')?.flag('block_public_policy', false) ?? false,
    tlsOnly: about('aws_s3_bucket_policy') !== undefined,
  };
};

const notifications = (values: Values | undefined): readonly NotificationConfiguration[] => {
  const all = DESTINATIONS.flatMap(({ block, arn, kind }) =>
    (values?.blocks(block) ?? []).map((one, index): NotificationConfiguration => {
      const events = one.texts('events');
      const destinationArn = one.text(arn);
      checkDestinationArn(kind, destinationArn);
      for (const event of events) checkEvent(event);
      const id = one.optionalText('id') ?? `tf-s3-${block}-${index + 1}`;
      return {
        id,
        kind,
        destinationArn,
        events,
        rules: [...rule('Prefix', one, 'filter_prefix'), ...rule('Suffix', one, 'filter_suffix')],
      };
    }),
  );
  checkOverlaps(all);
  return all;
};

const rule = (name: FilterRule['name'], values: Values, argument: string): readonly FilterRule[] => {
  const value = values.optionalText(argument);
  return value === undefined ? [] : [{ name, value }];
};

const lifecycleRule = (rule: Values) => ({
  id: rule.text('id'),
  prefix: rule.block('filter')?.optionalText('prefix'),
  expirationDays: rule.block('expiration')?.optionalNumber('days'),
  noncurrentExpirationDays: rule.block('noncurrent_version_expiration')?.optionalNumber('noncurrent_days'),
  abortMultipartDays: rule.block('abort_incomplete_multipart_upload')?.optionalNumber('days_after_initiation'),
});
