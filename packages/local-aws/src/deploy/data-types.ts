import type { PolicyDocument } from '@plumbline/iam-policy';
import type { BucketDefinition } from '../s3/bucket-definition.ts';
import type { RedrivePolicy } from '../sqs/queue-definition.ts';
import type { Deployment, ResourceTypes } from './deploy.ts';
import type { Values } from './values.ts';

/** Read together with the bucket. */
const partOfBucket = (): void => undefined;

/** Roles, log groups, queues, tables and buckets: what others refer to. */
export const DATA_TYPES: ResourceTypes = {
  aws_iam_role: ({ values, services }) => services.iam.putRole(values.text('arn'), values.json<PolicyDocument>('assume_role_policy')),

  aws_iam_role_policy: ({ resource, values, services }) => {
    const { account, iam } = services;
    const roleArn = `arn:${account.partition}:iam::${account.accountId}:role/${values.text('role')}`;
    iam.putRolePolicy(roleArn, values.optionalText('name') ?? resource.address, values.json<PolicyDocument>('policy'));
  },

  aws_cloudwatch_log_group: ({ values, services }) => {
    const retentionDays = values.optionalNumber('retention_in_days');
    services.logs.putLogGroup({ name: values.text('name'), ...(retentionDays === undefined ? {} : { retentionDays }) });
  },

  aws_cloudwatch_log_resource_policy: ({ values, services }) =>
    services.logs.putResourcePolicy(values.text('policy_name'), values.json('policy_document')),

  aws_sqs_queue: ({ values, services }) => {
    services.sqs.putQueue({
      name: values.text('name'),
      fifo: values.flag('fifo_queue', false),
      contentBasedDeduplication: values.flag('content_based_deduplication', false),
      visibilityTimeoutSeconds: values.optionalNumber('visibility_timeout_seconds'),
      messageRetentionSeconds: values.optionalNumber('message_retention_seconds'),
      delaySeconds: values.optionalNumber('delay_seconds'),
      receiveWaitSeconds: values.optionalNumber('receive_wait_time_seconds'),
      maxMessageBytes: values.optionalNumber('max_message_size'),
      redrivePolicy: values.optionalText('redrive_policy') === undefined ? undefined : values.json<RedrivePolicy>('redrive_policy'),
      sqsManaged: values.flag('sqs_managed_sse_enabled', true),
    });
  },

  aws_sqs_queue_policy: ({ values, services }) => {
    const { account, sqs } = services;
    const queueArn = `arn:${account.partition}:sqs:${account.region}:${account.accountId}:${values.text('queue_url').split('/').at(-1)}`;
    sqs.setPolicy(queueArn, values.json<PolicyDocument>('policy'));
  },

  aws_dynamodb_table: ({ values, services }) => {
    const ttl = values.block('ttl');
    const rangeKey = values.optionalText('range_key');
    services.dynamoDb.putTable({
      name: values.text('name'),
      hashKey: values.text('hash_key'),
      ...(rangeKey === undefined ? {} : { rangeKey }),
      attributes: Object.fromEntries(
        values.blocks('attribute').map((attribute) => [attribute.text('name'), attribute.text('type') as 'S' | 'N' | 'B']),
      ),
      globalSecondaryIndexes: values.blocks('global_secondary_index').map(index),
      localSecondaryIndexes: values.blocks('local_secondary_index').map((block) => index(block, values.text('hash_key'))),
      ...(ttl?.flag('enabled', false) ? { ttlAttribute: ttl.text('attribute_name') } : {}),
      pointInTimeRecovery: values.block('point_in_time_recovery')?.flag('enabled', false) ?? false,
      deletionProtection: values.flag('deletion_protection_enabled', false),
    });
  },

  aws_s3_bucket: (deployment) => deployment.services.s3.putBucket(bucket(deployment)),
  aws_s3_bucket_notification: partOfBucket,
  aws_s3_bucket_versioning: partOfBucket,
  aws_s3_bucket_lifecycle_configuration: partOfBucket,
  aws_s3_bucket_public_access_block: partOfBucket,
  aws_s3_bucket_policy: partOfBucket,
  aws_s3_bucket_server_side_encryption_configuration: partOfBucket,
};

const index = (block: Values, hashKey: string | number) => {
  const rangeKey = block.optionalText('range_key');
  return {
    name: block.text('name'),
    hashKey: typeof hashKey === 'string' ? hashKey : block.text('hash_key'),
    ...(rangeKey === undefined ? {} : { rangeKey }),
    projection: block.text('projection_type') as 'ALL' | 'KEYS_ONLY' | 'INCLUDE',
    nonKeyAttributes: block.texts('non_key_attributes'),
  };
};

const bucket = ({ values, related }: Deployment): BucketDefinition => {
  const name = values.text('bucket');
  const about = (type: string): Values | undefined => related(type, 'bucket', name)[0];
  const notification = about('aws_s3_bucket_notification');
  for (const target of ['topic', 'queue', 'lambda_function']) {
    if ((notification?.blocks(target).length ?? 0) > 0)
      throw new Error(`The bucket ${name} notifies a ${target}, which local-aws cannot do; use eventbridge.`);
  }
  return {
    name,
    versioning: about('aws_s3_bucket_versioning')?.block('versioning_configuration')?.text('status') === 'Enabled',
    eventBridge: notification?.flag('eventbridge', false) ?? false,
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
