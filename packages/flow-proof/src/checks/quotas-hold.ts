import { blockOf, textOf, textsOf } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { compiled } from '../flows.ts';
import { functionPolicies } from '../function-permissions.ts';
import { policiesIn, queuePolicies } from '../policies.ts';

/** EventBridge's defaults, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const RULES_MAX = 300;
const TARGETS_MAX = 5;
const PATTERN_LENGTH_MAX = 2_048;
const WILDCARD_RULES_MAX = 30;
/** Bytes, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ENVIRONMENT_BYTES_MAX = 4_096;
const FUNCTION_POLICY_BYTES_MAX = 20_480;
/** Characters without white space of all inline policies of a role, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_POLICIES_LENGTH_MAX = 10_240;
const MANAGED_POLICY_LENGTH_MAX = 6_144;
/** Its default; it can be raised to 4,096. */
const TRUST_POLICY_LENGTH_MAX = 2_048;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const QUEUE_POLICY_BYTES_MAX = 8_192;

/** What is declared fits AWS's quotas. Those of a bus can be raised; then accept the finding, with what it was raised to. */
export const quotasHold: Check = function* (proof) {
  yield* busQuotas(proof);
  yield* ruleQuotas(proof);
  yield* functionQuotas(proof);
  yield* roleQuotas(proof);
  yield* queueQuotas(proof);
};

function* busQuotas({ rules, buses }: Proof): Iterable<Draft> {
  for (const [name, own] of Map.groupBy(rules, ({ bus }) => bus)) {
    const at = buses.find((bus) => bus.name === name) ?? own[0];
    if (at === undefined) continue;
    const about = { at, subject: `bus ${name}` };
    if (own.length > RULES_MAX) {
      yield {
        ...about,
        code: 'TOO_MANY_RULES',
        why: `It has ${own.length} rules, and the quota is ${RULES_MAX}.`,
        mend: 'Have the quota raised, or divide the events among buses.',
      };
    }
    const wildcards = own.filter((rule) =>
      compiled(rule).some((alternative) => [...alternative.values()].some((matchers) => matchers.some(({ kind }) => kind === 'wildcard'))),
    );
    if (wildcards.length > WILDCARD_RULES_MAX) {
      yield {
        ...about,
        code: 'TOO_MANY_WILDCARDS',
        why: `${wildcards.length} of its rules have wildcards, and the quota is ${WILDCARD_RULES_MAX}.`,
        mend: 'Use prefix and suffix where they do.',
      };
    }
  }
}

function* ruleQuotas({ rules, at }: Proof): Iterable<Draft> {
  for (const rule of rules) {
    const about = { at: rule, subject: `rule ${rule.name}` };
    if (rule.targets.length > TARGETS_MAX) {
      yield {
        ...about,
        code: 'TOO_MANY_TARGETS',
        why: `It has ${rule.targets.length} targets, and the quota is ${TARGETS_MAX}.`,
        mend: 'Make a second rule with the same pattern.',
      };
    }
    const length = textOf(at(rule)?.values.event_pattern)?.length ?? 0;
    if (length > PATTERN_LENGTH_MAX) {
      yield {
        ...about,
        code: 'PATTERN_TOO_LONG',
        why: `Its pattern has ${length} characters, and the quota is ${PATTERN_LENGTH_MAX}.`,
        mend: 'Ask for less, or make several rules.',
      };
    }
  }
}

function* functionQuotas(proof: Proof): Iterable<Draft> {
  for (const fn of proof.all('aws_lambda_function')) {
    const about = { at: fn, subject: `function ${String(fn.values.function_name)}` };
    const variables = Object.entries(textsOf(blockOf(fn.values, 'environment').variables));
    const bytes = Buffer.byteLength(variables.flat().join(''));
    if (bytes > ENVIRONMENT_BYTES_MAX) {
      yield {
        ...about,
        code: 'ENVIRONMENT_TOO_LARGE',
        why: `Its environment has ${bytes} bytes, and AWS takes ${ENVIRONMENT_BYTES_MAX}.`,
        mend: 'Keep large values in Parameter Store or S3.',
      };
    }
    const permissions = functionPolicies(proof, String(fn.values.arn));
    const policyBytes = Buffer.byteLength(
      JSON.stringify({ Version: '', Id: 'default', Statement: permissions.map(({ statement }) => statement) }),
    );
    if (policyBytes > FUNCTION_POLICY_BYTES_MAX) {
      yield {
        ...about,
        code: 'POLICY_TOO_LARGE',
        why: `Its ${permissions.length} permissions make a policy of about ${policyBytes} bytes, and AWS takes ${FUNCTION_POLICY_BYTES_MAX}.`,
        mend: 'Let one permission serve many rules by a wildcard in source_arn, such as rule/bus/prefix-*.',
      };
    }
  }
}

/** Characters that are no white space, as IAM counts them. */
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

const tooLarge = (what: string, length: number, most: number): Pick<Draft, 'code' | 'why' | 'mend'> => ({
  code: 'POLICY_TOO_LARGE',
  why: `Its ${what} ${length} characters, and AWS takes ${most}.`,
  mend: 'Divide what it is for, or use wildcards in the names of its own resources.',
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
        why: `It has ${bytes} bytes, and AWS takes ${QUEUE_POLICY_BYTES_MAX}.`,
        mend: 'Let one ARN stand for many rules by a wildcard with ArnLike, such as rule/bus/prefix-*.',
      };
    }
  }
}
