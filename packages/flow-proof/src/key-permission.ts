import { evaluate } from '@plumbline/iam-policy';
import { type Resource, textOf } from '@plumbline/topology';
import { EVENTS } from './events-principal.ts';
import type { Proof } from './flow-system.ts';
import { documents, policiesIn } from './placed-policy.ts';

/** The actions that a sender to an encrypted queue or topic needs. */
const KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/**
 * The reason why EventBridge cannot send to a queue or topic that is encrypted with a key. AWS managed keys allow no other service, and
 * their policy cannot be changed.
 *
 * @returns `undefined` when EventBridge may use the key, or when the key's policy is unknown
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html#compatibility-with-aws-services
 */
export const keyProblem = (proof: Proof, arn: string, service: string) => {
  const named = textOf(proof.one(service === 'sqs' ? 'aws_sqs_queue' : 'aws_sns_topic', 'arn', arn)?.values.kms_master_key_id);
  if (named === undefined || named === '') return undefined;
  const problem = { allowed: false, fix: `Use a key of your own whose policy allows ${EVENTS.id} ${KEY_ACTIONS.join(' and ')}.` } as const;
  if (/(^|:)alias\/aws\//.test(named)) return { ...problem, why: `${arn} is encrypted with ${named}, which EventBridge may not use.` };
  const [policy] = keyNamed(proof, named).flatMap(policiesIn);
  if (policy === undefined) return undefined;
  const missing = KEY_ACTIONS.filter((action) => evaluate(documents([policy]), { action, resource: '*' }, EVENTS) !== 'allowed');
  if (missing.length === 0) return undefined;
  return { ...problem, why: `${arn} is encrypted with ${policy.at.address}, which does not let EventBridge ${missing.join(' and ')}.` };
};

/** References name a key by id, ARN or alias; before a deployment these are expressions. */
const keyNamed = ({ all, one }: Proof, named: string): readonly Resource[] => {
  const [, address] = /^\$\{(aws_kms_key\.[\w-]+)\.(?:arn|id|key_id)\}$/.exec(named) ?? [];
  const found =
    address === undefined
      ? (one('aws_kms_key', 'arn', named) ?? one('aws_kms_key', 'key_id', named))
      : all('aws_kms_key').find((key) => key.address === address);
  return found === undefined ? [] : [found];
};
