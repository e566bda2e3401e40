import { DEFAULT_BUS } from '@plumbline/topology';
import { arnOf } from '../arn.ts';
import { type DeadLetterWay, deadLetterWays } from '../dead-letter-ways.ts';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { declaredArns } from '../missing-target.ts';

/** Every destination for failures exists, is in the right region and account, has the right kind, and allows its sender. */
export const deadLettersArrive: Check = function* (proof) {
  for (const way of deadLetterWays(proof)) {
    if (way.to === undefined) continue;
    const problem = problemOf(proof, way, way.to);
    if (problem !== undefined) yield { at: way.at, subject: way.subject, ...problem };
  }
};

type Problem = Pick<Draft, 'code' | 'why' | 'fix'>;

/** The first problem. The later checks depend on the earlier ones. */
const problemOf = (proof: Proof, way: DeadLetterWay, to: string): Problem | undefined => {
  const [own, there] = [arnOf(way.senderArn), arnOf(to)];
  if (own === undefined || there === undefined) return undefined;
  const isQueue = there.service === 'sqs';
  // A rule's dead-letter queue may be in another account; a queue's own may not.
  if (isQueue && (own.region !== there.region || (way.from === 'queue' && own.account !== there.account))) {
    return {
      code: 'DLQ_ELSEWHERE',
      why: `Its dead-letter queue ${to} is in another region or account, to which it cannot send.`,
      fix: `Create a dead-letter queue in ${own.region} of ${own.account}.`,
    };
  }
  if (
    !declaredArns(proof).has(to) &&
    (there.account === own.account || there.service === 's3') &&
    there.resource !== `event-bus/${DEFAULT_BUS}`
  ) {
    return {
      code: 'DLQ_MISSING',
      why: `Its failures go to ${to}, which no stack declares.`,
      fix: 'Refer to the resource instead of writing its name.',
    };
  }
  const kind = isQueue ? kindProblem(proof, way, to) : undefined;
  if (kind !== undefined) return kind;
  const refusal = way.refusal();
  return refusal === undefined
    ? undefined
    : { code: 'DLQ_REFUSES', why: `${refusal} AWS would drop its failures.`, fix: 'Allow the sender in the policy.' };
};

const kindProblem = ({ queues, mayHide }: Proof, { senderArn }: DeadLetterWay, to: string): Problem | undefined => {
  const isFifo = (arn: string): boolean | undefined => queues.find((queue) => queue.arn === arn)?.fifo;
  const fifo = isFifo(to);
  const needsFifo = isFifo(senderArn) ?? false;
  if (fifo === undefined || fifo === needsFifo || mayHide('aws_sqs_queue', 'fifo_queue')) return undefined;
  const name = (one: boolean): string => (one ? 'a FIFO queue' : 'a standard queue');
  return {
    code: 'DLQ_OTHER_KIND',
    why: `Its dead-letter queue ${to} is ${name(fifo)}, but it needs ${name(needsFifo)}.`,
    fix: `Use ${name(needsFifo)}.`,
  };
};
