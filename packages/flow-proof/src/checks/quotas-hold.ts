import { blockOf, isUnresolved, textOf, textsOf } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { compiled } from '../flows.ts';

/** EventBridge's defaults, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const RULES_MAX = 300;
const TARGETS_MAX = 5;
const PATTERN_LENGTH_MAX = 2_048;
const WILDCARD_RULES_MAX = 30;
/** Bytes, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ENVIRONMENT_BYTES_MAX = 4_096;

/** The declared resources fit AWS's quotas. AWS can raise the quotas of a bus; then accept the finding and state the new quota. */
export const quotasHold: Check = function* (proof) {
  yield* busQuotas(proof);
  yield* ruleQuotas(proof);
  yield* functionQuotas(proof);
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
        why: `It has ${own.length} rules, but the quota is ${RULES_MAX}.`,
        fix: 'Request a higher quota, or split the events across buses.',
      };
    }
    const wildcards = own.filter((rule) =>
      compiled(rule).some((alternative) => [...alternative.values()].some((matchers) => matchers.some(({ kind }) => kind === 'wildcard'))),
    );
    if (wildcards.length > WILDCARD_RULES_MAX) {
      yield {
        ...about,
        code: 'TOO_MANY_WILDCARDS',
        why: `${wildcards.length} of its rules have wildcards, but the quota is ${WILDCARD_RULES_MAX}.`,
        fix: 'Use prefix or suffix where they are enough.',
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
        why: `It has ${rule.targets.length} targets, but the quota is ${TARGETS_MAX}.`,
        fix: 'Create a second rule with the same pattern.',
      };
    }
    const pattern = textOf(at(rule)?.values.event_pattern);
    const length = isUnresolved(pattern) ? 0 : (pattern?.length ?? 0);
    if (length > PATTERN_LENGTH_MAX) {
      yield {
        ...about,
        code: 'PATTERN_TOO_LONG',
        why: `Its pattern has ${length} characters, but the quota is ${PATTERN_LENGTH_MAX}.`,
        fix: 'Shorten the pattern, or split it into several rules.',
      };
    }
  }
}

function* functionQuotas({ all }: Proof): Iterable<Draft> {
  for (const fn of all('aws_lambda_function')) {
    const variables = Object.entries(textsOf(blockOf(fn.values, 'environment').variables));
    const bytes = Buffer.byteLength(variables.flat().join(''));
    if (bytes > ENVIRONMENT_BYTES_MAX) {
      yield {
        code: 'ENVIRONMENT_TOO_LARGE',
        at: fn,
        subject: `function ${String(fn.values.function_name)}`,
        why: `Its environment has ${bytes} bytes, but AWS accepts ${ENVIRONMENT_BYTES_MAX}.`,
        fix: 'Keep large values in Parameter Store or S3.',
      };
    }
  }
}
