import { evaluate } from '@plumbline/iam-policy';
import { blockOf, isUnresolved, type LambdaFunction, type Resource } from '@plumbline/topology';
import { arnOf } from '../arn.ts';
import { byPolicy, documents } from '../delivery-permission.ts';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { rolePolicies } from '../policies.ts';

/** Who sends dead letters. */
interface Sender {
  readonly at: { readonly stack: string; readonly address: string };
  readonly subject: string;
  /** Its region and account are those of the queue. */
  readonly arn: string;
}

/**
 * What can't be delivered or done is kept: every target, every function that is invoked asynchronously and every queue that a function
 * takes from has a dead-letter queue that is there, lets the sender in, and has an alarm.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const nothingIsLost: Check = function* (proof) {
  const watched = alarmedQueues(proof);
  const alarms = new Map<string, Draft>();
  for (const { sender, queueArn, allows, code } of senders(proof)) {
    if (queueArn === undefined) {
      if (code === 'FUNCTION_WITHOUT_DLQ' && proof.mayHide('aws_lambda_function_event_invoke_config', 'function_name')) continue;
      if (code === 'QUEUE_WITHOUT_DLQ' && proof.mayHide('aws_sqs_queue_redrive_policy', 'queue_url')) continue;
      yield { code, at: sender.at, subject: sender.subject, ...WITHOUT[code] };
      continue;
    }
    yield* queueProblems(proof, sender, queueArn, allows(queueArn));
    const queue = proof.one('aws_sqs_queue', 'arn', queueArn);
    if (queue !== undefined && watched !== 'unknown' && !watched.has(String(queue.values.name))) alarms.set(queueArn, withoutAlarm(queue));
  }
  yield* alarms.values();
};

const WITHOUT = {
  TARGET_WITHOUT_DLQ: {
    why: 'It has no dead-letter queue: what can’t be delivered in 24 hours, or is refused, is dropped.',
    mend: 'Give the target a dead_letter_config.',
  },
  FUNCTION_WITHOUT_DLQ: {
    why: 'It is invoked asynchronously and has no destination for failures: after three attempts an event is dropped.',
    mend: 'Add an aws_lambda_function_event_invoke_config with an on_failure destination.',
  },
  QUEUE_WITHOUT_DLQ: {
    why: 'A function takes from it, and it has no redrive policy: what fails comes back until its retention ends, and is then dropped.',
    mend: 'Add a redrive_policy with a dead-letter queue.',
  },
} as const;

interface Sending {
  readonly sender: Sender;
  readonly queueArn: string | undefined;
  readonly allows: (queueArn: string) => string | undefined;
  /** What it is when there is no queue. */
  readonly code: keyof typeof WITHOUT;
}

function* senders(proof: Proof): Iterable<Sending> {
  for (const rule of proof.rules) {
    for (const target of rule.targets) {
      yield {
        sender: { at: target, subject: `target ${target.id} of rule ${rule.name}`, arn: rule.arn },
        queueArn: target.deadLetterQueueArn,
        code: 'TARGET_WITHOUT_DLQ',
        allows(queueArn) {
          const delivery = byPolicy(proof, rule.arn, queueArn, 'sqs');
          return delivery?.allowed === false ? delivery.why : undefined;
        },
      };
    }
  }
  for (const fn of proof.functions.filter((one) => isAsynchronous(proof, one))) {
    const sender = { at: fn, subject: `function ${fn.name}`, arn: fn.arn };
    yield { sender, queueArn: fn.onFailureArn, code: 'FUNCTION_WITHOUT_DLQ', allows: (queueArn) => sendProblem(proof, fn, queueArn) };
  }
  for (const queue of proof.queues.filter(({ arn }) => proof.functions.some(({ takesFrom }) => takesFrom.includes(arn)))) {
    const sender = { at: queue, subject: `queue ${queue.name}`, arn: queue.arn };
    yield { sender, queueArn: queue.deadLetterQueueArn, code: 'QUEUE_WITHOUT_DLQ', allows: () => undefined };
  }
}

/** EventBridge and S3 invoke asynchronously; what only queues and APIs call is answered, and so is not. */
const isAsynchronous = ({ rules, where }: Proof, { arn, name }: LambdaFunction): boolean =>
  rules.some(({ targets }) => targets.some((target) => target.arn === arn)) ||
  [arn, name].some((named) =>
    where('aws_lambda_permission', 'function_name', named).some(({ values }) => /^(s3|sns|events)\./.test(String(values.principal))),
  );

const sendProblem = (proof: Proof, { roleArn }: LambdaFunction, queueArn: string): string | undefined => {
  const policies = rolePolicies(proof, roleArn);
  if (policies === undefined || evaluate(documents(policies), { action: 'sqs:SendMessage', resource: queueArn }) === 'allowed')
    return undefined;
  return `Its role may not sqs:SendMessage to ${queueArn}.`;
};

function* queueProblems(proof: Proof, { at, subject, arn }: Sender, queueArn: string, refused: string | undefined): Iterable<Draft> {
  const [own, there] = [arnOf(arn), arnOf(queueArn)];
  if (own === undefined || there?.service !== 'sqs') return;
  if (own.region !== there.region || own.account !== there.account) {
    yield {
      code: 'DLQ_ELSEWHERE',
      at,
      subject,
      why: `Its dead-letter queue ${queueArn} is in another region or account, where it can't send.`,
      mend: `Make one in ${own.region}.`,
    };
    return;
  }
  const queue = proof.one('aws_sqs_queue', 'arn', queueArn);
  if (queue === undefined) {
    yield {
      code: 'DLQ_MISSING',
      at,
      subject,
      why: `Its dead-letter queue ${queueArn} is declared by no stack.`,
      mend: 'Refer to the queue instead of writing its name.',
    };
    return;
  }
  if (isUnresolved(queue.values.fifo_queue)) return;
  const fifo = queue.values.fifo_queue === true;
  const same = proof.one('aws_sqs_queue', 'arn', arn)?.values.fifo_queue === true;
  if (fifo !== same) {
    yield {
      code: 'DLQ_OTHER_KIND',
      at,
      subject,
      why: `Its dead-letter queue ${queueArn} is ${fifo ? 'a FIFO' : 'a standard'} queue, and only ${same ? 'a FIFO' : 'a standard'} queue can take from it.`,
      mend: 'Make it the same kind of queue as what sends to it.',
    };
  }
  if (refused === undefined) return;
  yield { code: 'DLQ_REFUSES', at, subject, why: `${refused} What fails would be dropped.`, mend: 'Let it send there.' };
}

const withoutAlarm = (queue: Resource): Draft => ({
  code: 'DLQ_WITHOUT_ALARM',
  at: queue,
  subject: `queue ${String(queue.values.name)}`,
  why: 'It is a dead-letter queue, and no alarm tells that something lies in it.',
  mend: 'Add an alarm on ApproximateNumberOfMessagesVisible above 0.',
});

/** The names of queues whose visible messages some enabled alarm watches. */
const alarmedQueues = ({ all }: Proof): ReadonlySet<string> | 'unknown' => {
  const alarms = all('aws_cloudwatch_metric_alarm').filter(({ values }) => values.actions_enabled !== false);
  if (alarms.some(({ values }) => isUnresolved(values.namespace) || isUnresolved(values.metric_name))) return 'unknown';
  const names = alarms
    .filter(({ values }) => values.namespace === 'AWS/SQS' && values.actions_enabled !== false)
    .filter(({ values }) =>
      /^(ApproximateNumberOfMessagesVisible|ApproximateAgeOfOldestMessage|NumberOfMessagesSent)$/.test(String(values.metric_name)),
    )
    .map(({ values }) => String(isUnresolved(values.dimensions) ? values.dimensions : blockOf(values, 'dimensions').QueueName));
  // An alarm whose queue's name is made up by AWS names it by the same expression; of another, nobody knows which queue it watches.
  const known = new Set(all('aws_sqs_queue').map(({ values }) => values.name));
  return names.some((name) => isUnresolved(name) && !known.has(name)) ? 'unknown' : new Set(names);
};
