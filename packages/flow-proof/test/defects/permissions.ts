import type { Defect } from '../planted.ts';
import { adding, all, allowing, policyText, set, statements, unset, without } from '../planting.ts';

const PERMISSION = 'aws_lambda_permission';
const QUEUE_POLICY = 'aws_sqs_queue_policy';
const ROLE_POLICY = 'aws_iam_role_policy';
const TARGET = 'aws_cloudwatch_event_target';

const ARRANGE = 'arrange-delivery-subscriptions_order-accepted';
const RECORD = 'record-event-subscriptions_';
const RECORD_QUEUE = 'aws_sqs_queue.record-event-subscriptions_queue_CCCEDC94';
const ENDPOINT = 's3-notification-endpoint_s3-notification_';
const TO_API = 's3-notification-endpoint_object-created';
const API = `\${aws_api_gateway_rest_api.${ENDPOINT}api_A74D5559.execution_arn}`;
const TO_API_RULE = `\${aws_cloudwatch_event_rule.${TO_API}_rule_E1DA3039.arn}`;

const ACCOUNT = '123456789012';
const SENDER = { Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' } };
const KEY_USER = { Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Principal: { Service: 'events.amazonaws.com' }, Resource: '*' };

/** A queue encrypted with a key of the stack's own. */
const ownKey = (policy: string): Defect['plant'] =>
  all(
    adding('orders', 'aws_kms_key', 'queues', { policy }),
    set('aws_sqs_queue', `${RECORD}queue`, { kms_master_key_id: '${aws_kms_key.queues.arn}' }),
  );

/** The caller's role gets no further by its own policy, and the API's policy does not help. */
const apiAllowsNobody = without('aws_api_gateway_rest_api_policy', ENDPOINT);

/** Senders without a permission that they need. */
export const FORBIDDEN_DEFECTS: readonly Defect[] = [
  {
    name: 'a function has no permission for its rule',
    finds: 'INVOKE_FORBIDDEN',
    at: `delivery/${TARGET}.${ARRANGE}`,
    plant: without(PERMISSION, ARRANGE),
  },
  {
    name: 'a permission is for another action',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${ARRANGE}`,
    plant: set(PERMISSION, ARRANGE, { action: 'lambda:GetFunction' }),
  },
  {
    name: 'a permission is for another service',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${ARRANGE}`,
    plant: set(PERMISSION, ARRANGE, { principal: 'scheduler.amazonaws.com' }),
  },
  {
    name: 'a permission is for another rule',
    finds: ['INVOKE_FORBIDDEN', 'PERMISSION_UNUSED'],
    plant: set(PERMISSION, ARRANGE, { source_arn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/plumbline-dev/another` }),
  },
  {
    name: 'a permission is for an alias that the rule does not name',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${ARRANGE}`,
    plant: set(PERMISSION, ARRANGE, { qualifier: 'live' }),
  },
  {
    name: 'a rule names an alias, and the permission is for the function',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${ARRANGE}`,
    plant: set(TARGET, ARRANGE, { arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:plumbline-dev-arrange-delivery:live` }),
  },
  {
    name: 'a queue has no policy',
    finds: 'INVOKE_FORBIDDEN',
    at: `orders/${TARGET}.${RECORD}`,
    plant: without(QUEUE_POLICY, `${RECORD}queue`),
  },
  {
    name: 'a queue’s policy leaves one rule out',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${RECORD}new-order`,
    plant: statements(QUEUE_POLICY, `${RECORD}queue`, 'sqs:SendMessage', ({ Condition }) => {
      const { ArnEquals = {} } = Condition ?? {};
      ArnEquals['aws:SourceArn'] = [ArnEquals['aws:SourceArn'] ?? []].flat().filter((arn) => !arn.includes('_new-order_'));
    }),
  },
  {
    name: 'a queue’s policy is about another queue',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${RECORD}`,
    plant: statements(QUEUE_POLICY, `${RECORD}queue`, 'sqs:SendMessage', (statement) => {
      statement.Resource = `arn:aws:sqs:eu-west-1:${ACCOUNT}:another`;
    }),
  },
  {
    name: 'a queue’s policy denies what it allows',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${RECORD}`,
    plant: allowing(QUEUE_POLICY, `${RECORD}queue`, { ...SENDER, Effect: 'Deny', Resource: `\${${RECORD_QUEUE}.arn}` }),
  },
  {
    name: 'a queue has two policies, and only one lets the rules in',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${RECORD}`,
    plant: set('aws_sqs_queue', `${RECORD}queue`, {
      policy: policyText({ Action: 'sqs:SendMessage', Principal: { AWS: ACCOUNT }, Resource: '*' }),
    }),
  },
  {
    name: 'a queue is encrypted with the key that AWS manages',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${RECORD}`,
    plant: set('aws_sqs_queue', `${RECORD}queue`, { kms_master_key_id: 'alias/aws/sqs' }),
  },
  {
    name: 'a queue’s own key does not let EventBridge use it',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${RECORD}`,
    plant: ownKey(policyText({ ...KEY_USER, Action: 'kms:Decrypt' })),
  },
  {
    name: 'a target that needs a role has none',
    finds: 'INVOKE_FORBIDDEN',
    at: `intake/${TARGET}.${TO_API}`,
    plant: unset(TARGET, TO_API, 'role_arn'),
  },
  {
    name: 'a target’s role may call another method, and the API allows no caller',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${TO_API}`,
    plant: all(
      apiAllowsNobody,
      statements(ROLE_POLICY, `${ENDPOINT}caller-policy`, 'execute-api:Invoke', (statement) => {
        statement.Resource = `${API}/dev/GET/s3-notification`;
      }),
    ),
  },
  {
    name: 'a target’s role has no policy, and the API allows no caller',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${TO_API}`,
    plant: all(apiAllowsNobody, without(ROLE_POLICY, `${ENDPOINT}caller-policy`)),
  },
  {
    name: 'the API’s policy denies the role',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${TO_API}`,
    plant: statements('aws_api_gateway_rest_api_policy', ENDPOINT, 'execute-api:Invoke', (statement) => {
      statement.Effect = 'Deny';
    }),
  },
  {
    name: 'a target’s role trusts another service',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${TO_API}`,
    plant: statements(
      'aws_iam_role',
      `${ENDPOINT}caller`,
      'sts:AssumeRole',
      (statement) => {
        statement.Principal = { Service: 'lambda.amazonaws.com' };
      },
      'assume_role_policy',
    ),
  },
  {
    name: 'a target’s role trusts EventBridge for another rule',
    finds: 'INVOKE_FORBIDDEN',
    at: `${TARGET}.${TO_API}`,
    plant: statements(
      'aws_iam_role',
      `${ENDPOINT}caller`,
      'sts:AssumeRole',
      (statement) => {
        statement.Condition = { ArnEquals: { 'aws:SourceArn': `${TO_API_RULE}-2` } };
      },
      'assume_role_policy',
    ),
  },
  {
    name: 'API Gateway may not invoke the function behind',
    finds: 'INVOKE_FORBIDDEN',
    at: 'intake/aws_api_gateway_integration',
    plant: without(PERMISSION, ENDPOINT),
  },
  {
    name: 'API Gateway may invoke the function for another stage',
    finds: ['INVOKE_FORBIDDEN', 'PERMISSION_UNUSED'],
    plant: set(PERMISSION, ENDPOINT, { source_arn: `${API}/prod/POST/s3-notification` }),
  },
];

/** Permissions that allow more callers than needed. */
export const UNCONDITIONED_DEFECTS: readonly Defect[] = [
  {
    name: 'a permission is for any rule',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${PERMISSION}.${ARRANGE}`,
    plant: unset(PERMISSION, ARRANGE, 'source_arn'),
  },
  {
    name: 'a permission is for any rule of the account',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${PERMISSION}.${ARRANGE}`,
    plant: all(unset(PERMISSION, ARRANGE, 'source_arn'), set(PERMISSION, ARRANGE, { source_account: ACCOUNT })),
  },
  {
    name: 'a permission is for every rule by a wildcard',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${PERMISSION}.${ARRANGE}`,
    plant: set(PERMISSION, ARRANGE, { source_arn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/*` }),
  },
  {
    name: 'a queue’s policy has no condition',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${QUEUE_POLICY}.${RECORD}queue`,
    plant: statements(QUEUE_POLICY, `${RECORD}queue`, 'sqs:SendMessage', (statement) => {
      delete statement.Condition;
    }),
  },
  {
    name: 'a queue’s policy asks for the account only',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${QUEUE_POLICY}.${RECORD}queue`,
    plant: statements(QUEUE_POLICY, `${RECORD}queue`, 'sqs:SendMessage', (statement) => {
      statement.Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
    }),
  },
  {
    name: 'a queue’s policy asks for TLS only',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${QUEUE_POLICY}.${RECORD}queue`,
    plant: statements(QUEUE_POLICY, `${RECORD}queue`, 'sqs:SendMessage', (statement) => {
      statement.Condition = { Bool: { 'aws:SecureTransport': 'true' } };
    }),
  },
  {
    name: 'a dead-letter queue takes from any rule',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${QUEUE_POLICY}.new-order-subscriptions_undelivered`,
    plant: statements(QUEUE_POLICY, 'new-order-subscriptions_undelivered', 'sqs:SendMessage', (statement) => {
      delete statement.Condition;
    }),
  },
  {
    name: 'a permission is for any API',
    finds: 'INVOKE_UNCONDITIONED',
    at: `${PERMISSION}.${ENDPOINT}`,
    plant: unset(PERMISSION, ENDPOINT, 'source_arn'),
  },
];

/** Ways of writing what is right, in which nothing may be found. */
export const RIGHT_PERMISSIONS: readonly Omit<Defect, 'finds'>[] = [
  ...[
    'arn:aws:lambda:eu-west-1:123456789012:function:plumbline-dev-arrange-delivery',
    '123456789012:function:plumbline-dev-arrange-delivery',
  ].map((function_name) => ({
    name: `a permission names its function ${function_name}`,
    plant: set(PERMISSION, ARRANGE, { function_name }),
  })),
  {
    name: 'permission and target are for the same alias',
    plant: all(
      set(PERMISSION, ARRANGE, { qualifier: 'live' }),
      set(TARGET, ARRANGE, { arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:plumbline-dev-arrange-delivery:live` }),
    ),
  },
  {
    name: 'a permission is for all rules of the bus by a wildcard',
    plant: set(PERMISSION, ARRANGE, { source_arn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/plumbline-dev/*` }),
  },
  {
    name: 'API Gateway may invoke the function for its one stage only',
    plant: set(PERMISSION, ENDPOINT, { source_arn: `${API}/dev/POST/s3-notification` }),
  },
  {
    name: 'an HTTP API, which we don’t follow, may invoke a function',
    plant: adding('intake', PERMISSION, 'http-api', {
      statement_id: 'http-api',
      action: 'lambda:InvokeFunction',
      function_name: 'plumbline-dev-s3-notification',
      principal: 'apigateway.amazonaws.com',
      source_arn: `arn:aws:execute-api:eu-west-1:${ACCOUNT}:httpapi123/*/GET/orders`,
    }),
  },
  { name: 'the API has no policy of its own: the role’s is enough', plant: apiAllowsNobody },
  { name: 'the role has no policy of its own: the API’s is enough', plant: without(ROLE_POLICY, `${ENDPOINT}caller-policy`) },
  { name: 'a queue’s own key lets EventBridge use it', plant: ownKey(policyText(KEY_USER)) },
  {
    name: 'a queue’s policy stands in the queue',
    plant: (stacks) => {
      const { policy } = stacks.block(QUEUE_POLICY, `${RECORD}queue`);
      stacks.remove(QUEUE_POLICY, `${RECORD}queue`);
      Object.assign(stacks.block('aws_sqs_queue', `${RECORD}queue`), { policy });
    },
  },
];
