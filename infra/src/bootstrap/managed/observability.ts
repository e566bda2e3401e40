import { allow, type ManagedService } from './managed-service.ts';

/** Logs, alarms, dashboards. */
export const OBSERVABILITY_SERVICES: readonly ManagedService[] = [
  {
    types: ['aws_cloudwatch_log_group'],
    read: ['logs:DescribeLogGroups', 'logs:ListTags*'],
    write: ({ prefix, arn }) => [
      allow(
        [
          'logs:CreateLogGroup',
          'logs:DeleteLogGroup',
          'logs:DeleteRetentionPolicy',
          'logs:PutRetentionPolicy',
          'logs:TagResource',
          'logs:UntagResource',
        ],
        [
          ...['lambda', 'apigateway', 'vendedlogs/pipes', 'vendedlogs/states'].map((service) =>
            arn('logs', `log-group:/aws/${service}/${prefix}-*`),
          ),
          // AppSync names the log group after the API's id, which AWS generates.
          arn('logs', 'log-group:/aws/appsync/apis/*'),
        ],
      ),
    ],
  },
  {
    types: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_dashboard'],
    read: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetDashboard', 'cloudwatch:ListTagsForResource'],
    write: ({ prefix, partition, accountId, arn }) => [
      allow(
        ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'],
        arn('cloudwatch', `alarm:${prefix}-*`),
      ),
      allow(['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard'], `arn:${partition}:cloudwatch::${accountId}:dashboard/${prefix}-*`),
    ],
  },
];
