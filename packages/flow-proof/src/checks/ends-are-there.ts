import { isUnresolved } from '@plumbline/topology';
import { arnOf } from '../arn.ts';
import type { Check } from '../draft.ts';
import { placeOf } from '../place-of.ts';

/** Everything that an event passes on its way is declared: its bus, its rule's targets, and S3's wish to tell of objects. */
export const endsAreThere: Check = function* ({ rules, buses, buckets, topology, all, mayHide }) {
  const elsewhere = (topology.lookedUp ?? []).filter(({ type }) => type === 'aws_cloudwatch_event_bus').map(({ values }) => values.name);
  const names = new Set([...buses, ...elsewhere.map((name) => ({ name: String(name) }))].map(({ name }) => name));
  const isUnclear = mayHide(RULE, 'name', 'event_bus_name') || mayHide(TARGET, 'rule', 'event_bus_name');
  const maySpeak = mayHide('aws_s3_bucket_notification', 'bucket', 'eventbridge');
  const declared = new Set(topology.resources.map(({ values }) => values.arn));
  for (const rule of rules) {
    const subject = `rule ${rule.name}`;
    if (rule.bus !== DEFAULT_BUS && !names.has(rule.bus) && !isUnresolved(rule.bus) && !mayHide('aws_cloudwatch_event_bus', 'name')) {
      yield {
        code: 'BUS_MISSING',
        at: rule,
        subject,
        why: `It is on the bus ${rule.bus}, which no stack declares.`,
        mend: `Name one that is there: ${[...names].join(', ') || 'none is'}.`,
      };
    }
    if (rule.targets.length === 0 && !isUnclear) {
      yield {
        code: 'RULE_WITHOUT_TARGET',
        at: rule,
        subject,
        why: 'It has no target: what it takes is delivered to nobody.',
        mend: 'Give it a target, or take the rule away.',
      };
    }
    for (const target of rule.targets.filter(({ arn }) => isOurs(arn, rule.arn) && !declared.has(arn))) {
      yield {
        code: 'TARGET_MISSING',
        at: target,
        subject: `target ${target.id} of ${subject}`,
        why: `It delivers to ${target.arn}, which no stack declares.`,
        mend: 'Refer to the resource instead of writing its name.',
      };
    }
    for (const bucket of buckets.filter(
      ({ notifiesEventBridge, name }) => !notifiesEventBridge && !maySpeak && asksFor(rule.pattern, name),
    )) {
      yield {
        code: 'BUCKET_SILENT',
        at: rule,
        subject,
        why: `It waits for objects in ${bucket.name}, which does not tell EventBridge of them.`,
        mend: 'Add an aws_s3_bucket_notification with eventbridge = true to the bucket.',
      };
    }
  }
  if (!isUnclear) yield* targetsWithoutRule(rules, all(TARGET));
};

const RULE = 'aws_cloudwatch_event_rule';
const TARGET = 'aws_cloudwatch_event_target';
const DEFAULT_BUS = 'default';

/** Services whose resources are declared with the ARN that a target names; in another account others declare them. */
const isOurs = (arn: string, ruleArn: string): boolean =>
  /^arn:[^:$]+:(lambda|sqs|states|logs|kinesis|sns):[^$]+$/.test(arn) && !/\*/.test(arn) && arnOf(arn)?.account === arnOf(ruleArn)?.account;

function* targetsWithoutRule(rules: Parameters<Check>[0]['rules'], targets: ReturnType<Parameters<Check>[0]['all']>): ReturnType<Check> {
  const used = new Set(rules.flatMap((rule) => rule.targets.map(placeOf)));
  for (const target of targets.filter((target) => !used.has(placeOf(target)))) {
    yield {
      code: 'RULE_MISSING',
      at: target,
      subject: target.address,
      why: `It is a target of the rule ${String(target.values.rule)} on ${String(target.values.event_bus_name ?? DEFAULT_BUS)}, which no stack declares there.`,
      mend: 'Refer to the rule, and name the same bus.',
    };
  }
}

/** Whether a pattern names a bucket, https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const asksFor = (pattern: unknown, bucket: string): boolean => {
  const text = JSON.stringify(pattern) ?? '';
  return text.includes('"aws.s3"') && text.includes(JSON.stringify(bucket));
};
