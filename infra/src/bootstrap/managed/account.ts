import { allow, type ManagedService } from './managed-service.ts';

/** Resources that exist once in an account and region. */
export const ACCOUNT_SERVICES: readonly ManagedService[] = [
  {
    types: ['aws_api_gateway_account'],
    read: ['apigateway:GET'],
    write: ({ partition, region }) => [allow(['apigateway:PATCH'], `arn:${partition}:apigateway:${region}::/account`)],
    wholeAccount: true,
  },
  {
    types: ['aws_xray_group', 'aws_xray_sampling_rule'],
    read: ['xray:GetGroup', 'xray:GetGroups', 'xray:GetSamplingRules', 'xray:ListTagsForResource'],
    write: ({ prefix, arn }) => [
      allow(
        [
          'xray:CreateGroup',
          'xray:CreateSamplingRule',
          'xray:DeleteGroup',
          'xray:DeleteSamplingRule',
          'xray:TagResource',
          'xray:UntagResource',
          'xray:UpdateGroup',
          'xray:UpdateSamplingRule',
        ],
        [`group/${prefix}-*`, `sampling-rule/${prefix}`].map((resource) => arn('xray', resource)),
      ),
    ],
    wholeAccount: true,
  },
];
