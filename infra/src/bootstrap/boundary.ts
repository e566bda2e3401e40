import { policy } from '../constructs/policy.ts';
import type { Place } from './place.ts';

/**
 * The maximum permissions of a stack's role, regardless of its own policy: use resources with a name of the environment. No IAM, and no
 * changes of configuration.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const boundary = ({ partition, prefix, arn }: Place): string =>
  policy(
    {
      Effect: 'Allow',
      Action: [
        'dynamodb:BatchGetItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
        'events:InvokeApiDestination',
        'events:PutEvents',
        'lambda:InvokeFunction',
        's3:DeleteObject',
        's3:GetObject',
        's3:GetObjectVersion',
        's3:ListBucket',
        's3:PutObject',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ReceiveMessage',
        'sqs:SendMessage',
      ],
      Resource: [
        arn('dynamodb', `table/${prefix}-*`),
        arn('events', `api-destination/${prefix}-*`),
        arn('events', `event-bus/${prefix}`),
        arn('lambda', `function:${prefix}-*`),
        `arn:${partition}:s3:::${prefix}-*`,
        arn('sqs', `${prefix}-*`),
      ],
    },
    // AWS generates the id of an API.
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn('execute-api', '*') },
    // Neither traces nor the logs that API Gateway writes can be limited to resources.
    {
      Effect: 'Allow',
      Action: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:FilterLogEvents',
        'logs:GetLogEvents',
        'logs:PutLogEvents',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ],
      Resource: '*',
    },
  );
