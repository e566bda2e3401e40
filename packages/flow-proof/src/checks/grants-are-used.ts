import { wildcardMatches } from '@plumbline/iam-policy';
import { isUnresolved, type Target, textOf } from '@plumbline/topology';
import { EVENTS } from '../delivery-permission.ts';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { listOf, resourcePolicies, statementsOf } from '../policies.ts';

/** What functions and queues let in on behalf of a rule or an API comes from one that sends to them. */
export const grantsAreUsed: Check = function* (proof) {
  yield* permissions(proof);
  yield* queuePolicies(proof);
};

function* permissions({ all, rules, endpoints, functions, mayHide }: Proof): Iterable<Draft> {
  for (const permission of all('aws_lambda_permission')) {
    const { principal, source_arn: source, function_name: named } = permission.values;
    const fn = functions.find(({ name, arn }) => name === named || arn === named);
    const sourceArn = textOf(source);
    if (fn === undefined || sourceArn === undefined || isUnresolved(sourceArn)) continue;
    const callers =
      principal === EVENTS
        ? rules.filter(({ targets }) => lacksTargets(targets) || targets.some(({ arn }) => arn === fn.arn)).map(({ arn }) => arn)
        : principal === 'apigateway.amazonaws.com' && !mayHide('aws_api_gateway_integration', 'uri')
          ? endpoints.filter(({ functionArn }) => functionArn === fn.arn).map(({ arn }) => arn.replace('/*/', '/stage/'))
          : undefined;
    if (callers === undefined || callers.some((arn) => isUnresolved(arn) || wildcardMatches(sourceArn, arn))) continue;
    yield {
      code: 'PERMISSION_UNUSED',
      at: permission,
      subject: `permission for ${fn.name}`,
      why: `It lets ${sourceArn} invoke the function, which does not.`,
      mend: 'Take it away, or let the rule or method lead to the function.',
    };
  }
}

function* queuePolicies(proof: Proof): Iterable<Draft> {
  for (const queue of proof.all('aws_sqs_queue')) {
    const policies = resourcePolicies(proof, queue, { type: 'aws_sqs_queue_policy', by: 'queue_url', value: queue.values.url }) ?? [];
    const senders = proof.rules
      .filter(
        ({ targets }) =>
          lacksTargets(targets) ||
          targets.some(({ arn, deadLetterQueueArn }) => arn === queue.values.arn || deadLetterQueueArn === queue.values.arn),
      )
      .map(({ arn }) => arn);
    for (const { at, document } of policies) {
      const named = statementsOf(document).flatMap(({ Condition = {} }) =>
        Object.values(Condition).flatMap((keys) =>
          Object.entries(keys).flatMap(([key, arns]) =>
            key.toLowerCase() === 'aws:sourcearn' ? listOf(arns as string | readonly string[]) : [],
          ),
        ),
      );
      const unused = named.filter(
        (source) =>
          /^arn:[^:]+:events:[^:]*:[^:]*:rule\//.test(source) && !senders.some((arn) => isUnresolved(arn) || wildcardMatches(source, arn)),
      );
      if (unused.length === 0) continue;
      yield {
        code: 'PERMISSION_UNUSED',
        at,
        subject: `policy of queue ${String(queue.values.name)}`,
        why: `It lets ${unused.join(', ')} send, which does not send here.`,
        mend: 'Take it away, or let the rule lead to the queue.',
      };
    }
  }
}

/** What such a rule was allowed is not the defect; and where a target could not be resolved, it may be for that. */
const lacksTargets = (targets: readonly Target[]): boolean =>
  targets.length === 0 || targets.some(({ arn, deadLetterQueueArn }) => isUnresolved(arn) || isUnresolved(deadLetterQueueArn));
