import { isUnresolved, jsonFieldsOf, type LambdaFunction, type Queue } from '@plumbline/topology';
import type { Draft } from './draft.ts';
import type { Proof } from './flow-system.ts';
import { functionNamed, functionPermissions } from './function-permissions.ts';
import { failureNeeds } from './needs.ts';
import { rolePolicies } from './policies.ts';
import { byPolicy } from './policy-permission.ts';
import { canAllow } from './role-verdict.ts';
import { scheduleSendProblem } from './schedule-permission.ts';

/** The destination for the failures of a sender, or its absence. */
export interface DeadLetterWay extends Pick<Draft, 'at' | 'subject'> {
  readonly from: 'target' | 'function' | 'queue';
  /** Of the rule, the schedule, the function or the queue. */
  readonly senderArn: string;
  /** The ARN of a queue, or of another destination of a function's failures. `undefined`: AWS drops the failures. */
  readonly to: string | undefined;
  /** The reason why the sender has no permission; `undefined` when it has, or when that is unknown. */
  readonly refusal: () => string | undefined;
}

/** All senders of failures: every target, every asynchronously invoked function, every source queue of a function. */
export function* deadLetterWays(proof: Proof): Iterable<DeadLetterWay> {
  for (const rule of proof.rules) {
    for (const target of rule.targets) {
      const to = target.deadLetterQueueArn;
      const refusal = () => {
        const delivery = byPolicy(proof, rule.arn, to ?? '');
        return delivery?.allowed === false ? delivery.why : undefined;
      };
      yield { from: 'target', at: target, subject: `target ${target.id} of rule ${rule.name}`, senderArn: rule.arn, to, refusal };
    }
  }
  for (const schedule of proof.schedules) {
    const way = { from: 'target', at: schedule, subject: `schedule ${schedule.name}`, senderArn: schedule.arn } as const;
    yield { ...way, to: schedule.deadLetterQueueArn, refusal: () => scheduleSendProblem(proof, schedule) };
  }
  const asynchronous = asynchronousFunctions(proof);
  for (const fn of proof.functions.filter(({ arn }) => asynchronous.has(arn))) {
    const way = { from: 'function', at: fn, subject: `function ${fn.name}`, senderArn: fn.arn } as const;
    yield { ...way, to: fn.onFailureArn, refusal: () => sendProblem(proof, fn) };
  }
  const taken = new Set(proof.functions.flatMap(({ takesFrom }) => takesFrom));
  for (const queue of proof.queues.filter(({ arn }) => taken.has(arn))) {
    const way = { from: 'queue', at: queue, subject: `queue ${queue.name}`, senderArn: queue.arn } as const;
    yield { ...way, to: queue.deadLetterQueueArn, refusal: () => redriveProblem(proof, queue) };
  }
}

/**
 * Functions that EventBridge, S3, SNS, the scheduler or another function's failures invoke: Lambda queues their events. Functions that only
 * queues and APIs call are invoked synchronously.
 */
const asynchronousFunctions = (proof: Proof): ReadonlySet<unknown> => {
  const named = [
    ...proof.rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)),
    ...proof.functions.map(({ onFailureArn }) => onFailureArn),
    ...proof.schedules.map(({ targetArn }) => targetArn),
  ].map((text) => functionNamed(proof, text)?.fn.values.arn);
  const permitted = functionPermissions(proof)
    .filter(({ at }) => /^(s3|sns|events)\./.test(String(at.values.principal)))
    .map(({ functionArn }) => functionArn);
  return new Set([...named, ...permitted]);
};

const sendProblem = (proof: Proof, fn: LambdaFunction): string | undefined => {
  const policies = rolePolicies(proof, fn.roleArn);
  const missing = policies && failureNeeds(fn).find((need) => !canAllow(policies, need));
  return missing && `Its role may not ${missing.action} on ${missing.resource}.`;
};

/** A dead-letter queue may name the queues that it is for, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const redriveProblem = ({ one }: Proof, { arn, deadLetterQueueArn }: Queue): string | undefined => {
  const dead = one('aws_sqs_queue', 'arn', deadLetterQueueArn);
  const beside = one('aws_sqs_queue_redrive_allow_policy', 'queue_url', dead?.values.url ?? null);
  const given = dead?.values.redrive_allow_policy ?? beside?.values.redrive_allow_policy;
  if (isUnresolved(given)) return undefined;
  const allow = jsonFieldsOf(given);
  const { redrivePermission = 'allowAll', sourceQueueArns = [] } = allow ?? {};
  if (redrivePermission === 'allowAll' || (redrivePermission === 'byQueue' && [sourceQueueArns].flat().includes(arn))) return undefined;
  return `The redrive_allow_policy of ${deadLetterQueueArn} is ${redrivePermission} and does not name this queue.`;
};
