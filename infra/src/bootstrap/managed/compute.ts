import { allow, type ManagedService } from './managed-service.ts';

/** Functions, their roles, and endpoints. */
export const COMPUTE_SERVICES: readonly ManagedService[] = [
  {
    types: ['aws_lambda_function', 'aws_lambda_function_event_invoke_config', 'aws_lambda_permission', 'aws_lambda_event_source_mapping'],
    read: ['lambda:Get*', 'lambda:List*'],
    write: ({ prefix, arn }) => [
      allow(
        [
          'lambda:AddPermission',
          'lambda:CreateFunction',
          'lambda:DeleteFunction*',
          'lambda:PublishVersion',
          'lambda:PutFunction*',
          'lambda:RemovePermission',
          'lambda:TagResource',
          'lambda:UntagResource',
          'lambda:UpdateFunction*',
        ],
        arn('lambda', `function:${prefix}-*`),
      ),
      // A mapping has no name, but its function has one.
      allow(['lambda:CreateEventSourceMapping', 'lambda:UpdateEventSourceMapping', 'lambda:DeleteEventSourceMapping'], '*', {
        ArnLike: { 'lambda:FunctionArn': arn('lambda', `function:${prefix}-*`) },
      }),
      allow(['lambda:TagResource', 'lambda:UntagResource'], arn('lambda', 'event-source-mapping:*')),
    ],
  },
  {
    types: ['aws_iam_role', 'aws_iam_role_policy'],
    read: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListInstanceProfilesForRole', 'iam:ListRole*'],
    write: ({ prefix, partition, accountId, boundaryArn }) => {
      const roles = `arn:${partition}:iam::${accountId}:role/${prefix}-*`;
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
      return [
        allow(['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'], roles, {
          StringEquals: { 'iam:PermissionsBoundary': boundaryArn },
        }),
        allow(['iam:DeleteRole', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole*'], roles),
        allow(['iam:PassRole'], roles, {
          StringEquals: {
            'iam:PassedToService': ['apigateway', 'appsync', 'events', 'lambda', 'pipes', 'scheduler', 'states'].map(
              (service) => `${service}.amazonaws.com`,
            ),
          },
        }),
      ];
    },
  },
  {
    types: [
      'aws_api_gateway_deployment',
      'aws_api_gateway_integration',
      'aws_api_gateway_method',
      'aws_api_gateway_method_settings',
      'aws_api_gateway_resource',
      'aws_api_gateway_rest_api',
      'aws_api_gateway_rest_api_policy',
      'aws_api_gateway_stage',
    ],
    read: ['apigateway:GET'],
    // The ARN of an API contains its id, which AWS generates, so no name can limit this statement.
    write: ({ partition, region, accountId }) => [
      allow(
        ['apigateway:DELETE', 'apigateway:PATCH', 'apigateway:POST', 'apigateway:PUT', 'apigateway:UpdateRestApiPolicy'],
        ['/restapis', '/restapis/*', '/tags/*'].map((path) => `arn:${partition}:apigateway:${region}::${path}`),
      ),
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html
      allow(['iam:CreateServiceLinkedRole'], `arn:${partition}:iam::${accountId}:role/aws-service-role/ops.apigateway.amazonaws.com/*`, {
        StringEquals: { 'iam:AWSServiceName': 'ops.apigateway.amazonaws.com' },
      }),
    ],
  },
];
