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
        'dynamodb:DescribeStream',
        'dynamodb:GetItem',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
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
        'sns:Publish',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ReceiveMessage',
        'sqs:SendMessage',
        'states:StartExecution',
      ],
      Resource: [
        arn('dynamodb', `table/${prefix}-*`),
        arn('events', `api-destination/${prefix}-*`),
        arn('events', `event-bus/${prefix}`),
        arn('lambda', `function:${prefix}-*`),
        `arn:${partition}:s3:::${prefix}-*`,
        ...['sns', 'sqs'].map((service) => arn(service, `${prefix}-*`)),
        arn('states', `stateMachine:${prefix}-*`),
      ],
    },
    // AWS generates the id of an API.
    { Effect: 'Allow', Action: ['appsync:GraphQL', 'execute-api:Invoke'], Resource: [arn('appsync', 'apis/*'), arn('execute-api', '*')] },
    // An identity is an address or a domain, which no environment's name limits.
    { Effect: 'Allow', Action: 'ses:SendEmail', Resource: arn('ses', '*') },
    // Neither streams' names, traces, nor the logs that AWS services write can be limited to resources.
    {
      Effect: 'Allow',
      Action: [
        'dynamodb:ListStreams',
        'logs:CreateLogDelivery',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:DescribeResourcePolicies',
        'logs:FilterLogEvents',
        'logs:GetLogDelivery',
        'logs:GetLogEvents',
        'logs:ListLogDeliveries',
        'logs:PutLogEvents',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ],
      Resource: '*',
    },
  );
