import { allow, type ManagedService } from './managed-service.ts';

/** Tables, buckets and queues: their configuration, and never their contents. */
export const DATA_SERVICES: readonly ManagedService[] = [
  {
    types: ['aws_dynamodb_table'],
    read: ['dynamodb:Describe*', 'dynamodb:ListTagsOfResource'],
    write: ({ prefix, arn }) => [
      allow(
        [
          'dynamodb:CreateTable',
          'dynamodb:DeleteTable',
          'dynamodb:TagResource',
          'dynamodb:UntagResource',
          'dynamodb:UpdateContinuousBackups',
          'dynamodb:UpdateTable',
          'dynamodb:UpdateTimeToLive',
        ],
        arn('dynamodb', `table/${prefix}-*`),
      ),
    ],
  },
  {
    types: [
      'aws_s3_bucket',
      'aws_s3_bucket_lifecycle_configuration',
      'aws_s3_bucket_notification',
      'aws_s3_bucket_policy',
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration',
      'aws_s3_bucket_versioning',
    ],
    read: ['s3:Get*Configuration', 's3:GetBucket*', 's3:ListBucket', 's3:ListTagsForResource'],
    // A bucket with objects cannot be deleted, and no role here may delete objects.
    write: ({ prefix, partition }) => [
      allow(
        [
          's3:CreateBucket',
          's3:DeleteBucket',
          's3:DeleteBucketPolicy',
          's3:Put*Configuration',
          's3:PutBucket*',
          's3:TagResource',
          's3:UntagResource',
        ],
        `arn:${partition}:s3:::${prefix}-*`,
      ),
    ],
  },
  {
    types: ['aws_sqs_queue', 'aws_sqs_queue_policy'],
    read: ['sqs:GetQueue*', 'sqs:ListQueueTags'],
    write: ({ prefix, arn }) => [
      allow(['sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'], arn('sqs', `${prefix}-*`)),
    ],
  },
];
