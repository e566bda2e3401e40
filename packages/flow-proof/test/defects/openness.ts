import type { Defect } from '../planted.ts';
import { adding, allowing, policyText, set, statements, unset, without } from '../planting.ts';

const BLOCK = 'aws_s3_bucket_public_access_block';
const BUCKET = 'aws_s3_bucket';
const QUEUE = 'aws_sqs_queue';
const FUNCTION = 'aws_lambda_function';
const METHOD = 'aws_api_gateway_method';
const ENDPOINT = 's3-notification-endpoint_s3-notification_';
const REJECTED = 'rejected-orders_queue';
const EVERYBODY = { Principal: '*', Resource: '*' };

/** Public resources. */
export const PUBLIC_DEFECTS: readonly Defect[] = [
  {
    name: 'a bucket has no public access block',
    finds: 'PUBLIC_ACCESS',
    at: `intake/${BUCKET}.orders-log`,
    plant: without(BLOCK, 'orders-log'),
  },
  ...['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map((setting) => ({
    name: `a bucket’s public access block lacks ${setting}`,
    finds: 'PUBLIC_ACCESS' as const,
    at: `platform/${BUCKET}.claims`,
    plant: set(BLOCK, 'claims', { [setting]: false }),
  })),
  {
    name: 'any caller may read a bucket',
    finds: 'PUBLIC_ACCESS',
    at: 'aws_s3_bucket_policy.orders-log',
    plant: allowing('aws_s3_bucket_policy', 'orders-log', { ...EVERYBODY, Action: 's3:GetObject' }),
  },
  {
    name: 'any caller may read a bucket over TLS',
    finds: 'PUBLIC_ACCESS',
    at: 'aws_s3_bucket_policy.orders-log',
    plant: allowing('aws_s3_bucket_policy', 'orders-log', {
      ...EVERYBODY,
      Action: 's3:GetObject',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    }),
  },
  {
    name: 'any caller may send to a queue',
    finds: 'PUBLIC_ACCESS',
    at: 'aws_sqs_queue_policy.record-event-subscriptions_queue',
    plant: allowing('aws_sqs_queue_policy', 'record-event-subscriptions_queue', { ...EVERYBODY, Action: 'sqs:SendMessage' }),
  },
  {
    name: 'everybody of every account may send to a queue, as AWS’s other spelling has it',
    finds: 'PUBLIC_ACCESS',
    at: `${QUEUE}.${REJECTED}`,
    plant: set(QUEUE, REJECTED, { policy: policyText({ Action: 'sqs:SendMessage', Principal: { AWS: ['*'] }, Resource: '*' }) }),
  },
  {
    name: 'everybody but one may send to a queue',
    finds: 'PUBLIC_ACCESS',
    at: `${QUEUE}.${REJECTED}`,
    plant: set(QUEUE, REJECTED, {
      policy: policyText({ Action: 'sqs:SendMessage', NotPrincipal: { AWS: '210987654321' }, Resource: '*' }),
    }),
  },
  {
    name: 'a condition excludes no caller',
    finds: 'PUBLIC_ACCESS',
    at: `${QUEUE}.${REJECTED}`,
    plant: set(QUEUE, REJECTED, {
      policy: policyText({ ...EVERYBODY, Action: 'sqs:SendMessage', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } } }),
    }),
  },
  {
    name: 'any caller may invoke a function',
    finds: 'PUBLIC_ACCESS',
    at: 'delivery/aws_lambda_permission.everybody',
    plant: adding('delivery', 'aws_lambda_permission', 'everybody', {
      statement_id: 'everybody',
      action: 'lambda:InvokeFunction',
      function_name: 'plumbline-dev-arrange-delivery',
      principal: '*',
    }),
  },
  {
    name: 'any caller may assume a role',
    finds: 'PUBLIC_ACCESS',
    at: 'delivery/aws_iam_role.arrange-delivery',
    plant: statements(
      'aws_iam_role',
      'arrange-delivery_role',
      'sts:AssumeRole',
      (statement) => {
        statement.Principal = { AWS: '*' };
      },
      'assume_role_policy',
    ),
  },
  {
    name: 'every account may put events on the bus',
    finds: 'PUBLIC_ACCESS',
    at: 'platform/aws_cloudwatch_event_permission.everybody',
    plant: adding('platform', 'aws_cloudwatch_event_permission', 'everybody', { principal: '*', statement_id: 'everybody' }),
  },
  {
    name: 'the bus’s policy lets everybody publish',
    finds: 'PUBLIC_ACCESS',
    at: 'platform/aws_cloudwatch_event_bus_policy.everybody',
    plant: adding('platform', 'aws_cloudwatch_event_bus_policy', 'everybody', {
      policy: policyText({ ...EVERYBODY, Action: 'events:PutEvents' }),
    }),
  },
  {
    name: 'a method needs no authorization',
    finds: 'PUBLIC_ACCESS',
    at: `intake/${METHOD}.${ENDPOINT}`,
    plant: set(METHOD, ENDPOINT, { authorization: 'NONE' }),
  },
  {
    name: 'a route of an HTTP API needs no authorization',
    finds: 'PUBLIC_ACCESS',
    at: 'intake/aws_apigatewayv2_route.open',
    plant: adding('intake', 'aws_apigatewayv2_route', 'open', { route_key: 'GET /orders' }),
  },
  {
    name: 'a function’s URL needs no authorization',
    finds: 'PUBLIC_ACCESS',
    at: 'delivery/aws_lambda_function_url.open',
    plant: adding('delivery', 'aws_lambda_function_url', 'open', {
      function_name: 'plumbline-dev-arrange-delivery',
      authorization_type: 'NONE',
    }),
  },
];

/** What can be read on its way or where it lies. */
export const ENCRYPTION_DEFECTS: readonly Defect[] = [
  {
    name: 'a queue is not encrypted',
    finds: 'NOT_ENCRYPTED',
    at: `${QUEUE}.${REJECTED}`,
    plant: set(QUEUE, REJECTED, { sqs_managed_sse_enabled: false }),
  },
  {
    name: 'a bucket does not say how it is encrypted',
    finds: 'NOT_ENCRYPTED',
    at: `${BUCKET}.claims`,
    plant: without('aws_s3_bucket_server_side_encryption_configuration', 'claims'),
  },
  {
    name: 'a topic is not encrypted',
    finds: 'NOT_ENCRYPTED',
    at: 'delivery/aws_sns_topic.news',
    plant: adding('delivery', 'aws_sns_topic', 'news', { name: 'news' }),
  },
  {
    name: 'a bucket has no policy that asks for TLS',
    finds: 'TLS_NOT_REQUIRED',
    at: `${BUCKET}.claims`,
    plant: without('aws_s3_bucket_policy', 'claims'),
  },
  {
    name: 'a bucket asks for TLS of its objects only',
    finds: 'TLS_NOT_REQUIRED',
    at: `${BUCKET}.claims`,
    plant: statements('aws_s3_bucket_policy', 'claims', 's3:*', (statement) => {
      statement.Resource = [statement.Resource ?? []].flat().filter((one) => one.endsWith('/*'));
    }),
  },
  {
    name: 'a bucket asks for TLS when it is read only',
    finds: 'TLS_NOT_REQUIRED',
    at: `${BUCKET}.claims`,
    plant: statements('aws_s3_bucket_policy', 'claims', 's3:*', (statement) => {
      statement.Action = 's3:Get*';
    }),
  },
  {
    name: 'a bucket denies TLS',
    finds: 'TLS_NOT_REQUIRED',
    at: `${BUCKET}.claims`,
    plant: statements('aws_s3_bucket_policy', 'claims', 's3:*', (statement) => {
      statement.Condition = { Bool: { 'aws:SecureTransport': 'true' } };
    }),
  },
  {
    name: 'an API destination calls an address in the clear',
    finds: 'TLS_NOT_REQUIRED',
    at: 'delivery/aws_cloudwatch_event_api_destination.partner',
    plant: adding('delivery', 'aws_cloudwatch_event_api_destination', 'partner', {
      name: 'partner',
      invocation_endpoint: 'http://partner.example/orders',
    }),
  },
];

const variable = (name: string, value: string): Defect['plant'] =>
  set(FUNCTION, 'arrange-delivery_function', { environment: { variables: { [name]: value } } });

/** Secrets that everybody reads who may read a configuration. */
export const SECRET_DEFECTS: readonly Defect[] = [
  ...[
    ['DB_PASSWORD', 'hunter2'],
    ['PAYMENT_API_KEY', 'abc'],
    ['githubToken', 'abc'],
    ['AWS_SECRET_ACCESS_KEY', 'abc'],
    ['KEY', 'AKIAIOSFODNN7EXAMPLE'],
    ['CERT', '-----BEGIN RSA PRIVATE KEY-----'],
    ['PAYMENTS', ['sk', 'live', '0123456789'].join('_')],
  ].map(([name = '', value = '']) => ({
    name: `a function’s environment has the variable ${name}`,
    finds: 'SECRET_IN_ENVIRONMENT' as const,
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: variable(name, value),
  })),
];

/** Resources that look public, and are not. */
export const RIGHT_OPENNESS: readonly Omit<Defect, 'finds'>[] = [
  ...[
    ['DB_PASSWORD_ARN', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db'],
    ['TOKEN_TTL_SECONDS', '60'],
    ['API_KEY', '/plumbline/api-key'],
    ['TOKEN_URL', 'https://auth.example/token'],
    ['TOKENS_TABLE', 'tokens'],
  ].map(([name = '', value = '']) => ({ name: `a function’s environment has ${name}`, plant: variable(name, value) })),
  {
    name: 'everybody of an organization may send',
    plant: set(QUEUE, REJECTED, {
      policy: policyText({ ...EVERYBODY, Action: 'sqs:SendMessage', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    }),
  },
  {
    name: 'everybody of an organization may invoke a function',
    plant: adding('delivery', 'aws_lambda_permission', 'organization', {
      statement_id: 'organization',
      action: 'lambda:InvokeFunction',
      function_name: 'plumbline-dev-arrange-delivery',
      principal: '*',
      principal_org_id: 'o-1',
    }),
  },
  { name: 'a queue leaves encryption to SQS', plant: unset(QUEUE, REJECTED, 'sqs_managed_sse_enabled') },
  {
    name: 'a browser may ask what it may',
    plant: adding('intake', METHOD, 'preflight', { http_method: 'OPTIONS', authorization: 'NONE' }),
  },
  {
    name: 'the account blocks public access for every bucket',
    plant: (stacks) => {
      const settings = stacks.block(BLOCK, 'claims');
      stacks.add('platform', 'aws_s3_account_public_access_block', 'all', { ...settings, bucket: null });
      stacks.remove(BLOCK, 'claims');
    },
  },
];
