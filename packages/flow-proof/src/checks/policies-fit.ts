import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { functionPolicies } from '../function-permissions.ts';
import { policiesIn } from '../placed-policy.ts';
import { queuePolicies } from '../policies.ts';

/** Bytes, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const FUNCTION_POLICY_BYTES_MAX = 20_480;
/** Bytes, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const QUEUE_POLICY_BYTES_MAX = 8_192;
/** Characters without white space of all inline policies of a role, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_POLICIES_LENGTH_MAX = 10_240;
const MANAGED_POLICY_LENGTH_MAX = 6_144;
/** Its default; it can be raised to 4,096. */
const TRUST_POLICY_LENGTH_MAX = 2_048;

/** AWS accepts every policy. A policy that is too large would fail in the middle of a deployment. */
export const policiesFit: Check = function* (proof) {
  yield* functionQuotas(proof);
  yield* roleQuotas(proof);
  yield* queueQuotas(proof);
};

function* functionQuotas(proof: Proof): Iterable<Draft> {
  for (const fn of proof.all('aws_lambda_function')) {
    const permissions = functionPolicies(proof, String(fn.values.arn)) ?? [];
    const policyBytes = Buffer.byteLength(
      JSON.stringify({ Version: '', Id: 'default', Statement: permissions.map(({ statement }) => statement) }),
    );
    if (policyBytes > FUNCTION_POLICY_BYTES_MAX) {
      yield {
        code: 'POLICY_TOO_LARGE',
        at: fn,
        subject: `function ${String(fn.values.function_name)}`,
        why: `Its ${permissions.length} permissions form a policy of about ${policyBytes} bytes, but AWS accepts ${FUNCTION_POLICY_BYTES_MAX}.`,
        fix: 'Use one permission for many rules, with a wildcard in source_arn such as rule/bus/prefix-*.',
      };
    }
  }
}

/** The length without white space, as IAM counts it. */
const lengthOf = (text: unknown): number => (typeof text === 'string' ? text.replace(/\s/g, '').length : 0);

function* roleQuotas({ all, where }: Proof): Iterable<Draft> {
  for (const role of all('aws_iam_role')) {
    const about = { at: role, subject: `role ${String(role.values.name)}` } as const;
    const policies = [role, ...where('aws_iam_role_policy', 'role', role.values.name ?? null)].flatMap(policiesIn);
    const length = policies.reduce((sum, { document }) => sum + lengthOf(JSON.stringify(document)), 0);
    if (length > ROLE_POLICIES_LENGTH_MAX) {
      yield { ...about, ...tooLarge('inline policies have', length, ROLE_POLICIES_LENGTH_MAX) };
    }
    const trust = lengthOf(role.values.assume_role_policy);
    if (trust > TRUST_POLICY_LENGTH_MAX) yield { ...about, ...tooLarge('trust policy has', trust, TRUST_POLICY_LENGTH_MAX) };
  }
  for (const policy of all('aws_iam_policy').filter(({ values }) => lengthOf(values.policy) > MANAGED_POLICY_LENGTH_MAX)) {
    yield {
      at: policy,
      subject: `policy ${String(policy.values.name)}`,
      ...tooLarge('document has', lengthOf(policy.values.policy), MANAGED_POLICY_LENGTH_MAX),
    };
  }
}

const tooLarge = (what: string, length: number, most: number): Pick<Draft, 'code' | 'why' | 'fix'> => ({
  code: 'POLICY_TOO_LARGE',
  why: `Its ${what} ${length} characters, but AWS accepts ${most}.`,
  fix: 'Split the role or policy, or use wildcards in the names of its own resources.',
});

function* queueQuotas(proof: Proof): Iterable<Draft> {
  for (const queue of proof.all('aws_sqs_queue')) {
    for (const { at, document } of queuePolicies(proof, queue) ?? []) {
      const bytes = Buffer.byteLength(JSON.stringify(document));
      if (bytes <= QUEUE_POLICY_BYTES_MAX) continue;
      yield {
        code: 'POLICY_TOO_LARGE',
        at,
        subject: `policy of queue ${String(queue.values.name)}`,
        why: `It has ${bytes} bytes, but AWS accepts ${QUEUE_POLICY_BYTES_MAX}.`,
        fix: 'Use one ARN for many rules, with ArnLike and a wildcard such as rule/bus/prefix-*.',
      };
    }
  }
}
