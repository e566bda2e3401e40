import { blockOf, isUnresolved, type Resource, textsOf } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { listOf, type PlacedPolicy, resourcePolicies, statementsOf } from '../policies.ts';

/** Data is encrypted at rest and under way, nothing is public, and no secret stands in an environment. */
export const nothingIsOpen: Check = function* (proof) {
  for (const bucket of proof.all('aws_s3_bucket')) yield* bucketProblems(proof, bucket);
  for (const queue of proof.all('aws_sqs_queue')) yield* queueProblems(queue);
  for (const topic of proof.all('aws_sns_topic')) yield* topicProblems(topic);
  yield* publicProblems(proof);
  yield* apiProblems(proof);
  for (const fn of proof.all('aws_lambda_function')) yield* secretProblems(fn);
};

const BLOCKS = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'] as const;

function* bucketProblems(proof: Proof, bucket: Resource): Iterable<Draft> {
  const about = { at: bucket, subject: `bucket ${String(bucket.values.bucket ?? bucket.address)}` };
  const beside = (type: string): Resource | undefined => proof.one(type, 'bucket', bucket.values.id);
  const block = beside('aws_s3_bucket_public_access_block')?.values ?? {};
  const open = BLOCKS.filter((name) => block[name] !== true && !isUnresolved(block[name]));
  if (open.length > 0 && !proof.mayHide('aws_s3_bucket_public_access_block', 'bucket')) {
    yield {
      ...about,
      code: 'PUBLIC_ACCESS',
      why: `Its public access block lacks ${open.join(', ')}: one wrong policy would open it to everybody.`,
      mend: 'Add an aws_s3_bucket_public_access_block with all four settings true.',
    };
  }
  if (
    beside('aws_s3_bucket_server_side_encryption_configuration') === undefined &&
    !proof.mayHide('aws_s3_bucket_server_side_encryption_configuration', 'bucket') &&
    bucket.values.server_side_encryption_configuration === undefined
  ) {
    yield {
      ...about,
      code: 'NOT_ENCRYPTED',
      why: 'It does not say how its objects are encrypted; the default may change under it.',
      mend: 'Add an aws_s3_bucket_server_side_encryption_configuration.',
    };
  }
  const policies = resourcePolicies(proof, bucket, { type: 'aws_s3_bucket_policy', by: 'bucket', value: bucket.values.id ?? null });
  if (policies !== undefined && !policies.some(deniesPlainHttp)) {
    yield {
      ...about,
      code: 'TLS_NOT_REQUIRED',
      why: 'Its policy takes requests without TLS.',
      mend: 'Deny s3:* where aws:SecureTransport is false, on the bucket and its objects.',
    };
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
const deniesPlainHttp = ({ document }: PlacedPolicy): boolean =>
  statementsOf(document).some(
    ({ Effect, Condition = {} }) =>
      Effect === 'Deny' &&
      Object.values(Condition).some((keys) =>
        Object.entries(keys).some(([key, value]) => /^aws:SecureTransport$/i.test(key) && String(value) === 'false'),
      ),
  );

/** SQS encrypts by itself unless it is told not to, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html */
function* queueProblems(queue: Resource): Iterable<Draft> {
  if (queue.values.sqs_managed_sse_enabled !== false || queue.values.kms_master_key_id !== undefined) return;
  yield {
    code: 'NOT_ENCRYPTED',
    at: queue,
    subject: `queue ${String(queue.values.name)}`,
    why: 'Encryption at rest is switched off.',
    mend: 'Set sqs_managed_sse_enabled, or name a key.',
  };
}

function* topicProblems(topic: Resource): Iterable<Draft> {
  if (topic.values.kms_master_key_id !== undefined) return;
  yield {
    code: 'NOT_ENCRYPTED',
    at: topic,
    subject: `topic ${String(topic.values.name)}`,
    why: 'Its messages are not encrypted at rest.',
    mend: 'Name a key: kms_master_key_id = "alias/aws/sns", or one of your own where AWS services publish.',
  };
}

/** Types of resources with the attribute that names what their policy is for. */
const POLICY_TYPES = [
  'aws_sqs_queue',
  'aws_sqs_queue_policy',
  'aws_sns_topic',
  'aws_sns_topic_policy',
  'aws_s3_bucket_policy',
  'aws_cloudwatch_event_bus_policy',
  'aws_api_gateway_rest_api',
  'aws_api_gateway_rest_api_policy',
];

function* publicProblems(proof: Proof): Iterable<Draft> {
  for (const resource of POLICY_TYPES.flatMap(proof.all)) {
    const policies = resourcePolicies(proof, resource, { type: '', by: '', value: undefined }) ?? [];
    const open = policies
      .flatMap(({ document }) => statementsOf(document))
      .find((statement) => statement.Effect === 'Allow' && isEverybody(statement.Principal) && statement.Condition === undefined);
    if (open === undefined) continue;
    yield {
      code: 'PUBLIC_ACCESS',
      at: resource,
      subject: resource.address,
      why: `Its policy lets everybody ${listOf(open.Action).join(', ')}, without a condition.`,
      mend: 'Name who may, or a condition such as aws:SourceArn.',
    };
  }
  for (const permission of proof.all('aws_lambda_permission').filter(({ values }) => values.principal === '*')) {
    yield {
      code: 'PUBLIC_ACCESS',
      at: permission,
      subject: `permission for ${String(permission.values.function_name)}`,
      why: 'It lets everybody invoke the function.',
      mend: 'Name the service or account, and the source’s ARN.',
    };
  }
}

const isEverybody = (principal: unknown): boolean =>
  principal === '*' || (typeof principal === 'object' && principal !== null && 'AWS' in principal && [principal.AWS].flat().includes('*'));

function* apiProblems({ all }: Proof): Iterable<Draft> {
  for (const method of all('aws_api_gateway_method').filter(
    ({ values }) => values.authorization === 'NONE' && values.http_method !== 'OPTIONS',
  )) {
    yield {
      code: 'PUBLIC_ACCESS',
      at: method,
      subject: `method ${String(method.values.http_method)} of ${method.address}`,
      why: 'Everybody on the internet may call it: authorization is NONE.',
      mend: 'Use AWS_IAM, or an authorizer.',
    };
  }
  for (const url of all('aws_lambda_function_url').filter(({ values }) => values.authorization_type === 'NONE')) {
    yield {
      code: 'PUBLIC_ACCESS',
      at: url,
      subject: `URL of ${String(url.values.function_name)}`,
      why: 'Everybody on the internet may call it: authorization_type is NONE.',
      mend: 'Use AWS_IAM.',
    };
  }
  for (const destination of all('aws_cloudwatch_event_api_destination').filter(({ values }) =>
    /^http:/.test(String(values.invocation_endpoint)),
  )) {
    yield {
      code: 'TLS_NOT_REQUIRED',
      at: destination,
      subject: `API destination ${String(destination.values.name)}`,
      why: 'It calls an address without TLS, and EventBridge takes https only.',
      mend: 'Use https.',
    };
  }
}

/** Names of variables that hold what must not be read by whoever may read a function's configuration. */
const SECRET_NAME =
  /(^|_)(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS?)($|_(?!ARN|NAME|ID|URL|PATH|TABLE|QUEUE|BUCKET|PARAMETER))/i;
/** AWS access keys, PEM blocks, and the tokens of GitHub, Slack and Stripe. */
const SECRET_VALUE =
  /^(AKIA|ASIA)[A-Z0-9]{16}$|-----BEGIN [A-Z ]*PRIVATE KEY|^(ghp|gho|ghs|github_pat)_[A-Za-z0-9_]{20,}|^xox[abprs]-|^(sk|rk)_live_/;

function* secretProblems(fn: Resource): Iterable<Draft> {
  const variables = Object.entries(textsOf(blockOf(fn.values, 'environment').variables));
  const secret = variables
    .filter(
      ([name, value]) =>
        SECRET_VALUE.test(value) || (SECRET_NAME.test(name) && value !== '' && !isUnresolved(value) && !/^arn:|^\//.test(value)),
    )
    .map(([name]) => name);
  if (secret.length === 0) return;
  yield {
    code: 'SECRET_IN_ENVIRONMENT',
    at: fn,
    subject: `function ${String(fn.values.function_name)}`,
    why: `${secret.join(', ')} holds a secret, which everybody reads who may read the function's configuration or Terraform's state.`,
    mend: 'Keep it in Secrets Manager or Parameter Store, and pass its ARN.',
  };
}
