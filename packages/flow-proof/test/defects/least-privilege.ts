import type { Block, Defect } from '../planted.ts';
import { adding, all, allowing, policyText, set, statements } from '../planting.ts';

const ROLE_POLICY = 'aws_iam_role_policy';
const FUNCTION = 'aws_lambda_function';
const QUEUE_POLICY = 'aws_sqs_queue_policy';
const CAPTURE = 'capture-payment_policy';
const TABLE = '${aws_dynamodb_table.payments_table_D555BF32.arn}';
const INTAKE = 's3-notification_policy';
const RULE_OF_NOBODY = 'arn:aws:events:eu-west-1:123456789012:rule/plumbline-dev/of-nobody';

/** Narrows or widens the statements of an action. */
const resource = (policy: string, action: string, Resource: string): Defect['plant'] =>
  statements(ROLE_POLICY, policy, action, (statement) => Object.assign(statement, { Resource }));
const action = (policy: string, named: string, Action: string | string[]): Defect['plant'] =>
  statements(ROLE_POLICY, policy, named, (statement) => Object.assign(statement, { Action }));
const withoutStatement =
  (policy: string, named: string): Defect['plant'] =>
  (stacks) =>
    stacks.edit(ROLE_POLICY, policy, 'policy', (text: { Statement: { Action: string | string[] }[] }) => {
      text.Statement = text.Statement.filter(({ Action }) => ![Action].flat().includes(named));
    });

/** A role that may not do what its function does. */
export const WEAK_DEFECTS: readonly Defect[] = [
  ...[
    ['write to its table', CAPTURE, 'dynamodb:PutItem', `${FUNCTION}.capture-payment`],
    ['read an object', INTAKE, 's3:GetObject', `intake/${FUNCTION}.s3-notification`],
    ['write its log', CAPTURE, 'logs:PutLogEvents', `${FUNCTION}.capture-payment`],
    ['write its traces', CAPTURE, 'xray:PutTraceSegments', `${FUNCTION}.capture-payment`],
    ['take from its queue', 'record-event_policy', 'sqs:ReceiveMessage', `${FUNCTION}.record-event`],
  ].map(([what, policy = '', named = '', at = '']) => ({
    name: `a function may not ${what}`,
    finds: 'ROLE_TOO_WEAK' as const,
    at,
    plant: withoutStatement(policy, named),
  })),
  {
    name: 'a function may take messages but not delete them',
    finds: 'ROLE_TOO_WEAK',
    at: `${FUNCTION}.record-event`,
    plant: action('record-event_policy', 'sqs:ReceiveMessage', ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes']),
  },
  ...['dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01', 'kinesis:eu-west-1:123456789012:stream/orders'].map((stream) => ({
    name: `a function may not take from arn:aws:${stream}`,
    finds: 'ROLE_TOO_WEAK' as const,
    at: `${FUNCTION}.capture-payment`,
    plant: adding('payments', 'aws_lambda_event_source_mapping', 'stream', {
      function_name: '${aws_lambda_function.capture-payment_function_30B8A1AE.arn}',
      event_source_arn: `arn:aws:${stream}`,
    }),
  })),
  {
    name: 'a role denies what it allows',
    finds: 'ROLE_TOO_WEAK',
    at: `${FUNCTION}.capture-payment`,
    plant: allowing(ROLE_POLICY, CAPTURE, { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' }),
  },
  {
    name: 'a role may use another table',
    finds: ['ROLE_TOO_WEAK', 'PERMISSION_UNUSED'],
    plant: statements(ROLE_POLICY, CAPTURE, 'dynamodb:PutItem', (statement) => {
      statement.Resource = 'arn:aws:dynamodb:eu-west-1:123456789012:table/plumbline-dev-orders';
    }),
  },
];

/** Unneeded permissions. */
export const UNUSED_DEFECTS: readonly Defect[] = [
  {
    name: 'a role allows an action that its manifest does not name',
    finds: 'PERMISSION_UNUSED',
    at: `payments/${ROLE_POLICY}.${CAPTURE}`,
    plant: allowing(ROLE_POLICY, CAPTURE, { Action: 'dynamodb:DeleteTable', Resource: TABLE }),
  },
  {
    name: 'a role allows a needed action on one more resource',
    finds: 'PERMISSION_UNUSED',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: allowing(ROLE_POLICY, CAPTURE, { Action: 'dynamodb:PutItem', Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/x' }),
  },
  {
    name: 'an attached policy allows an unneeded action',
    finds: 'PERMISSION_UNUSED',
    at: 'payments/aws_iam_policy.extra',
    plant: all(
      adding('payments', 'aws_iam_policy', 'extra', {
        name: 'extra',
        policy: policyText({ Action: 'dynamodb:DescribeTable', Resource: TABLE }),
      }),
      adding('payments', 'aws_iam_role_policy_attachment', 'extra', {
        role: '${aws_iam_role.capture-payment_role_6F7D2235.name}',
        policy_arn: '${aws_iam_policy.extra.arn}',
      }),
    ),
  },
  {
    name: 'a permission is for a rule that does not deliver there',
    finds: 'PERMISSION_UNUSED',
    at: 'delivery/aws_lambda_permission.of-nobody',
    plant: adding('delivery', 'aws_lambda_permission', 'of-nobody', {
      statement_id: 'of-nobody',
      action: 'lambda:InvokeFunction',
      function_name: 'plumbline-dev-arrange-delivery',
      principal: 'events.amazonaws.com',
      source_arn: RULE_OF_NOBODY,
    }),
  },
  {
    name: 'a permission is for a method that does not lead there',
    finds: 'PERMISSION_UNUSED',
    at: 'intake/aws_lambda_permission.of-nobody',
    plant: adding('intake', 'aws_lambda_permission', 'of-nobody', {
      statement_id: 'of-nobody',
      action: 'lambda:InvokeFunction',
      function_name: 'plumbline-dev-s3-notification',
      principal: 'apigateway.amazonaws.com',
      source_arn: '${aws_api_gateway_rest_api.s3-notification-endpoint_s3-notification_api_A74D5559.execution_arn}/*/GET/s3-notification',
    }),
  },
  ...['record-event-subscriptions_queue', 'record-event-subscriptions_undelivered'].map((queue) => ({
    name: `the policy of ${queue} names a rule that does not send there`,
    finds: 'PERMISSION_UNUSED' as const,
    at: `orders/${QUEUE_POLICY}.${queue}`,
    plant: statements(QUEUE_POLICY, queue, 'sqs:SendMessage', ({ Condition }) => {
      const { ArnEquals = {} } = Condition ?? {};
      ArnEquals['aws:SourceArn'] = [ArnEquals['aws:SourceArn'] ?? [], RULE_OF_NOBODY].flat();
    }),
  })),
];

/** Wildcards and misspelt actions. */
export const WIDE_DEFECTS: readonly Defect[] = [
  {
    name: 'a role may do everything with its table',
    finds: 'ACTION_WILDCARD',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: action(CAPTURE, 'dynamodb:PutItem', 'dynamodb:*'),
  },
  {
    name: 'a role may read whatever reading is',
    finds: 'ACTION_WILDCARD',
    at: `${ROLE_POLICY}.${INTAKE}`,
    plant: action(INTAKE, 's3:GetObject', 's3:GetObject*'),
  },
  {
    name: 'a role may do everything but some',
    finds: 'ACTION_WILDCARD',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: (stacks) =>
      stacks.edit(ROLE_POLICY, CAPTURE, 'policy', ({ Statement }: { Statement: Block[] }) => {
        Statement.push({ Effect: 'Allow', NotAction: 'iam:*', Resource: TABLE });
      }),
  },
  {
    name: 'a role has an inline policy of its own with a wildcard',
    finds: 'ACTION_WILDCARD',
    at: 'platform/aws_iam_role.api-gateway-logs',
    plant: set('aws_iam_role', 'api-gateway-logs', {
      inline_policy: [
        { name: 'x', policy: policyText({ Action: 'logs:*', Resource: 'arn:aws:logs:eu-west-1:123456789012:log-group:/x' }) },
      ],
    }),
  },
  {
    name: 'a role gets AWS’s administrator policy',
    finds: 'ACTION_WILDCARD',
    at: 'platform/aws_iam_role_policy_attachment.admin',
    plant: adding('platform', 'aws_iam_role_policy_attachment', 'admin', {
      role: 'somebody',
      policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  },
  {
    name: 'a role names AWS’s policy for a whole service',
    finds: 'ACTION_WILDCARD',
    at: 'platform/aws_iam_role.api-gateway-logs',
    plant: set('aws_iam_role', 'api-gateway-logs', { managed_policy_arns: ['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess'] }),
  },
  {
    name: 'an action is misspelt',
    finds: 'ACTION_UNKNOWN',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: allowing(ROLE_POLICY, CAPTURE, { Action: 'dynamodb:PutItems', Resource: TABLE }),
  },
  {
    name: 'a service is misspelt',
    finds: 'ACTION_UNKNOWN',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: allowing(ROLE_POLICY, CAPTURE, { Action: 'dynamo:PutItem', Resource: TABLE }),
  },
  {
    name: 'a role may write to everything',
    finds: 'RESOURCE_WILDCARD',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: resource(CAPTURE, 'dynamodb:PutItem', '*'),
  },
  {
    name: 'a role may write to every table',
    finds: 'RESOURCE_WILDCARD',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: resource(CAPTURE, 'dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:123456789012:table/*'),
  },
  {
    name: 'a role may read every bucket',
    finds: 'RESOURCE_WILDCARD',
    at: `${ROLE_POLICY}.${INTAKE}`,
    plant: resource(INTAKE, 's3:GetObject', 'arn:aws:s3:::*'),
  },
  {
    name: 'a role may send to every queue',
    finds: 'RESOURCE_WILDCARD',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: resource(CAPTURE, 'sqs:SendMessage', 'arn:aws:sqs:*:*:*'),
  },
  {
    name: 'a role may call every API',
    finds: 'RESOURCE_WILDCARD',
    at: `${ROLE_POLICY}.s3-notification-endpoint`,
    plant: resource('s3-notification-endpoint_s3-notification_caller-policy', 'execute-api:Invoke', 'arn:aws:execute-api:*:*:*'),
  },
  {
    name: 'a role may write to everything but one table',
    finds: 'RESOURCE_WILDCARD',
    at: `${ROLE_POLICY}.${CAPTURE}`,
    plant: (stacks) =>
      stacks.edit(ROLE_POLICY, CAPTURE, 'policy', ({ Statement }: { Statement: Block[] }) => {
        Statement.push({ Effect: 'Allow', Action: 'dynamodb:PutItem', NotResource: TABLE });
      }),
  },
];

/** Policies in which nothing may be found. */
export const RIGHT_ROLES: readonly Omit<Defect, 'finds'>[] = [
  {
    name: 'a role may put metrics, of which AWS knows no resource',
    plant: allowing(ROLE_POLICY, 'api-gateway-logs-policy', { Action: 'cloudwatch:PutMetricData', Resource: '*' }),
  },
  {
    name: 'a role allows what it needs under a condition',
    plant: statements(ROLE_POLICY, CAPTURE, 'dynamodb:PutItem', (statement) => {
      statement.Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['order#*'] } };
    }),
  },
  {
    name: 'a role denies without TLS',
    plant: allowing(ROLE_POLICY, CAPTURE, {
      Effect: 'Deny',
      Action: 'dynamodb:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  },
  {
    name: 'two functions share a role, and one needs more than the other',
    plant: (stacks) => {
      const { '//': comment, ...fn } = stacks.block(FUNCTION, 'capture-payment') as Block & {
        '//': { plumbline: { declares: { may: Block[] } } };
      };
      const may = [{ actions: ['dynamodb:DescribeTable'], resources: [TABLE] }];
      const declares = { ...comment.plumbline.declares, may };
      stacks.add('payments', FUNCTION, 'other', { ...fn, function_name: 'plumbline-dev-other', '//': { plumbline: { declares } } });
      allowing(ROLE_POLICY, CAPTURE, { Action: 'dynamodb:DescribeTable', Resource: TABLE })(stacks);
    },
  },
  {
    name: 'a role names a policy of AWS’s that we don’t know: nothing is known of it',
    plant: all(
      withoutStatement(CAPTURE, 'logs:PutLogEvents'),
      set('aws_iam_role', 'capture-payment_role', {
        managed_policy_arns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      }),
    ),
  },
  {
    name: 'a role has an attached policy of AWS’s that we don’t know: nothing is known of it',
    plant: all(
      withoutStatement(CAPTURE, 'logs:PutLogEvents'),
      adding('payments', 'aws_iam_role_policy_attachment', 'basic', {
        role: '${aws_iam_role.capture-payment_role_6F7D2235.name}',
        policy_arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      }),
    ),
  },
];
