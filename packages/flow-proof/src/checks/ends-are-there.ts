import { DEFAULT_BUS, isUnresolved, type Rule, type Schedule, type Target } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { isMissing } from '../missing-target.ts';
import { placeOf } from '../place-of.ts';

/** Everything on an event's path is declared: its bus, its rule's targets, and the notifications of its bucket. */
export const endsAreThere: Check = function* (proof) {
  const { mayHide } = proof;
  const lookedUp = (proof.topology.lookedUp ?? []).filter(({ type }) => type === 'aws_cloudwatch_event_bus');
  const buses = new Set([...proof.buses.map(({ name }) => name), ...lookedUp.map(({ values }) => String(values.name))]);
  // A rule or target with an unresolved bus may belong to any other.
  const isUnclear = mayHide(RULE, 'name', 'event_bus_name') || mayHide(TARGET, 'rule', 'event_bus_name');
  for (const rule of proof.rules) {
    const about = { at: rule, subject: `rule ${rule.name}` };
    if (rule.bus !== DEFAULT_BUS && !buses.has(rule.bus) && !isUnresolved(rule.bus) && !mayHide('aws_cloudwatch_event_bus', 'name')) {
      yield {
        ...about,
        code: 'BUS_MISSING',
        why: `It is on the bus ${rule.bus}, which no stack declares.`,
        fix: buses.size === 0 ? 'Declare the bus.' : `Declare the bus, or name an existing one: ${[...buses].join(', ')}.`,
      };
    }
    if (rule.targets.length === 0 && !isUnclear) {
      yield {
        ...about,
        code: 'RULE_WITHOUT_TARGET',
        why: 'It has no target, so EventBridge delivers its events to no consumer.',
        fix: 'Add a target, or remove the rule.',
      };
    }
    for (const target of rule.targets.filter((target) => isMissing(proof, rule, target))) yield missingTarget(rule, target);
    yield* silentBuckets(proof, rule);
  }
  if (!isUnclear) yield* targetsWithoutRule(proof);
  for (const schedule of proof.schedules.filter((one) => isMissing(proof, one, { arn: one.targetArn }))) yield missingOf(schedule);
};

const RULE = 'aws_cloudwatch_event_rule';
const TARGET = 'aws_cloudwatch_event_target';

const missingTarget = (rule: Rule, target: Target): Draft => ({
  code: 'TARGET_MISSING',
  at: target,
  subject: `target ${target.id} of rule ${rule.name}`,
  why: `It delivers to ${target.arn}, which no stack declares.`,
  fix: 'Refer to the resource instead of writing its name.',
});

const missingOf = (schedule: Schedule): Draft => ({
  code: 'TARGET_MISSING',
  at: schedule,
  subject: `schedule ${schedule.name}`,
  why: `It invokes ${schedule.targetArn}, which no stack declares.`,
  fix: 'Refer to the resource instead of writing its name.',
});

function* silentBuckets({ buckets, mayHide }: Proof, rule: Rule): Iterable<Draft> {
  if (mayHide('aws_s3_bucket_notification', 'bucket', 'eventbridge')) return;
  for (const bucket of buckets.filter(({ notifiesEventBridge, name }) => !notifiesEventBridge && asksFor(rule.pattern, name))) {
    yield {
      code: 'BUCKET_SILENT',
      at: rule,
      subject: `rule ${rule.name}`,
      why: `It subscribes to objects in ${bucket.name}, which does not notify EventBridge.`,
      fix: 'Add an aws_s3_bucket_notification with eventbridge = true to the bucket.',
    };
  }
}

function* targetsWithoutRule({ rules, all }: Proof): Iterable<Draft> {
  const used = new Set(rules.flatMap((rule) => rule.targets.map(placeOf)));
  for (const target of all(TARGET).filter((target) => !used.has(placeOf(target)))) {
    yield {
      code: 'RULE_MISSING',
      at: target,
      subject: target.address,
      why: `It is a target of the rule ${String(target.values.rule)} on ${String(target.values.event_bus_name ?? DEFAULT_BUS)}, which no stack declares there.`,
      fix: 'Refer to the rule, and name the same bus.',
    };
  }
}

/** Whether a pattern names a bucket, https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const asksFor = (pattern: unknown, bucket: string): boolean => {
  const text = JSON.stringify(pattern) ?? '';
  return text.includes('"aws.s3"') && text.includes(JSON.stringify(bucket));
};
