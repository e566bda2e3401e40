import type { Resource } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { functionPermissions } from '../function-permissions.ts';
import { listOf, type PlacedPolicy, policiesIn, statementsOf, trustPolicy } from '../placed-policy.ts';
import { holdsFor, isForEverybody, STRANGER } from '../strangers.ts';

/** No policy allows every principal, and every address on the internet requires authentication. */
export const nothingIsPublic: Check = function* (proof) {
  for (const policy of guardingPolicies(proof)) yield* policyProblems(policy);
  for (const permission of proof.all('aws_cloudwatch_event_permission')) yield* busProblems(permission);
  for (const [type, isOpen] of Object.entries(ADDRESSES)) {
    for (const at of proof.all(type).filter(({ values }) => isOpen(values))) {
      yield {
        code: 'PUBLIC_ACCESS',
        at,
        subject: at.address,
        why: 'It is open to the internet: callers need no authentication.',
        fix: 'Use AWS_IAM, or an authorizer.',
      };
    }
  }
};

/** Types of resources with a resource policy. */
const GUARDED = [
  'aws_sqs_queue',
  'aws_sqs_queue_policy',
  'aws_sns_topic',
  'aws_sns_topic_policy',
  'aws_s3_bucket',
  'aws_s3_bucket_policy',
  'aws_cloudwatch_event_bus_policy',
  'aws_api_gateway_rest_api',
  'aws_api_gateway_rest_api_policy',
  'aws_kms_key',
  'aws_secretsmanager_secret_policy',
  'aws_dynamodb_resource_policy',
];

const guardingPolicies = (proof: Proof): readonly PlacedPolicy[] => [
  ...GUARDED.flatMap(proof.all).flatMap(policiesIn),
  ...proof.all('aws_iam_role').flatMap((role) => trustPolicy(role) ?? []),
  ...functionPermissions(proof),
];

function* policyProblems({ at, document }: PlacedPolicy): Iterable<Draft> {
  const open = statementsOf(document).find(
    (statement) => statement.Effect === 'Allow' && isForEverybody(statement) && holdsFor(statement, STRANGER),
  );
  if (open === undefined) return;
  yield {
    code: 'PUBLIC_ACCESS',
    at,
    subject: at.address,
    why: `It allows every principal ${listOf(open.Action).join(', ') || 'all actions except some'}, without a condition that excludes other accounts.`,
    fix: 'Name the principals, or add a condition such as aws:SourceArn.',
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
function* busProblems(at: Resource): Iterable<Draft> {
  if (at.values.principal !== '*' || at.values.condition !== undefined) return;
  yield {
    code: 'PUBLIC_ACCESS',
    at,
    subject: at.address,
    why: 'Every AWS account may publish events on the bus.',
    fix: 'Name the account, or add a condition on the organization.',
  };
}

/** Types of addresses on the internet, and when one is open. A browser's preflight request (OPTIONS) carries no credentials. */
const ADDRESSES: Readonly<Record<string, (values: Resource['values']) => boolean>> = {
  aws_api_gateway_method: ({ authorization, http_method }) => authorization === 'NONE' && http_method !== 'OPTIONS',
  aws_apigatewayv2_route: ({ authorization_type = 'NONE', route_key }) =>
    authorization_type === 'NONE' && !String(route_key).startsWith('OPTIONS ') && !String(route_key).startsWith('$'),
  aws_lambda_function_url: ({ authorization_type }) => authorization_type === 'NONE',
};
