import { allow, type ManagedService } from './managed-service.ts';

/** GraphQL APIs, workflows, and pipes. */
export const API_SERVICES: readonly ManagedService[] = [
  {
    types: ['aws_appsync_api_key', 'aws_appsync_datasource', 'aws_appsync_function', 'aws_appsync_graphql_api', 'aws_appsync_resolver'],
    read: ['appsync:Get*', 'appsync:List*'],
    // The ARN of an API contains its id, which AWS generates, so no name can limit this statement.
    write: ({ arn, partition, accountId }) => [
      allow(
        [
          ...['ApiKey', 'DataSource', 'Function', 'Resolver'].flatMap((thing) =>
            ['Create', 'Update', 'Delete'].map((verb) => `appsync:${verb}${thing}`),
          ),
          ...[
            'appsync:DeleteGraphqlApi',
            'appsync:StartSchemaCreation',
            'appsync:TagResource',
            'appsync:UntagResource',
            'appsync:UpdateGraphqlApi',
          ],
        ],
        arn('appsync', 'apis/*'),
      ),
      // Creating an API supports no resource.
      allow(['appsync:CreateGraphqlApi'], '*'),
      // https://docs.aws.amazon.com/appsync/latest/devguide/appsync-service-linked-role.html
      allow(['iam:CreateServiceLinkedRole'], `arn:${partition}:iam::${accountId}:role/aws-service-role/appsync.amazonaws.com/*`, {
        StringEquals: { 'iam:AWSServiceName': 'appsync.amazonaws.com' },
      }),
    ],
  },
  {
    types: ['aws_sfn_state_machine'],
    read: [
      'states:DescribeStateMachine',
      'states:ListStateMachineVersions',
      'states:ListTagsForResource',
      'states:ValidateStateMachineDefinition',
    ],
    write: ({ prefix, arn }) => [
      allow(
        [
          'states:CreateStateMachine',
          'states:DeleteStateMachine',
          'states:TagResource',
          'states:UntagResource',
          'states:UpdateStateMachine',
        ],
        arn('states', `stateMachine:${prefix}-*`),
      ),
    ],
  },
  {
    types: ['aws_pipes_pipe'],
    read: ['pipes:DescribePipe', 'pipes:ListTagsForResource'],
    write: ({ prefix, arn }) => [
      allow(
        [
          'pipes:CreatePipe',
          'pipes:DeletePipe',
          'pipes:StartPipe',
          'pipes:StopPipe',
          'pipes:TagResource',
          'pipes:UntagResource',
          'pipes:UpdatePipe',
        ],
        arn('pipes', `pipe/${prefix}-*`),
      ),
      // A pipe and a workflow with logs: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html; none of these supports resources.
      allow(
        [
          'logs:CreateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:DescribeResourcePolicies',
          'logs:GetLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:UpdateLogDelivery',
        ],
        '*',
      ),
    ],
  },
];
