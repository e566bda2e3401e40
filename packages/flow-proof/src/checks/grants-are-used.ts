import { wildcardMatches } from '@plumbline/iam-policy';
import { isUnresolved, type Rule, textOf } from '@plumbline/topology';
import { arnOf } from '../arn.ts';
import type { Check, Draft } from '../draft.ts';
import { stageArns } from '../endpoint-arns.ts';
import { EVENTS } from '../events-principal.ts';
import type { Proof } from '../flow-system.ts';
import { type FunctionPermission, functionNamed, functionPermissions } from '../function-permissions.ts';
import { declaredArns, isMissing } from '../missing-target.ts';
import { listOf, statementsOf } from '../placed-policy.ts';
import { queuePolicies } from '../policies.ts';

/** Every rule or API that the policy of a function or a queue allows also sends to it. */
export const grantsAreUsed: Check = function* (proof) {
  for (const permission of functionPermissions(proof)) yield* permissionProblems(proof, permission);
  for (const queue of proof.all('aws_sqs_queue')) {
    const senders = rulesThatSend(proof, String(queue.values.arn));
    for (const { at, document } of queuePolicies(proof, queue) ?? []) {
      const unused = statementsOf(document)
        .flatMap(sourceArns)
        .filter(
          (source) =>
            /^arn:[^:]+:events:[^:]*:[^:]*:rule\//.test(source) &&
            !senders.some((arn) => isUnresolved(arn) || wildcardMatches(source, arn)),
        );
      if (unused.length === 0) continue;
      yield {
        code: 'PERMISSION_UNUSED',
        at,
        subject: `policy of queue ${String(queue.values.name)}`,
        why: `It allows ${unused.join(', ')} to send, but no such rule sends to the queue.`,
        fix: 'Remove the ARN from the policy, or add the queue as a target of the rule.',
      };
    }
  }
};

function* permissionProblems(proof: Proof, { at, functionArn }: FunctionPermission): Iterable<Draft> {
  const source = textOf(at.values.source_arn);
  // Another check reports a permission without a source.
  if (source === undefined || isUnresolved(source)) return;
  const callers = callersOf(proof, at.values.principal, source, functionArn);
  if (callers === undefined || callers.some((arn) => isUnresolved(arn) || wildcardMatches(source, arn))) return;
  yield {
    code: 'PERMISSION_UNUSED',
    at,
    subject: `permission for ${String(at.values.function_name)}`,
    why: `It allows ${source} to invoke the function, but that source does not invoke it.`,
    fix: 'Remove the permission, or add the function as the target of the rule or method.',
  };
}

/** The ARNs that may call a function on behalf of a service; `undefined` for a service that the proof does not follow. */
const callersOf = (proof: Proof, principal: unknown, source: string, functionArn: string): readonly string[] | undefined => {
  if (principal === EVENTS.id) return rulesThatSend(proof, functionArn);
  const isRest = proof.one('aws_api_gateway_rest_api', 'id', arnOf(source)?.resource.split('/')[0]) !== undefined;
  if (principal !== 'apigateway.amazonaws.com' || !isRest || proof.mayHide('aws_api_gateway_integration', 'uri')) return undefined;
  const endpoints = proof.endpoints.filter((endpoint) => functionNamed(proof, endpoint.functionArn)?.fn.values.arn === functionArn);
  const arns = endpoints.flatMap((endpoint) => stageArns(proof, endpoint));
  // The callers of an API without a stage are unknown.
  return endpoints.length > 0 && arns.length === 0 ? undefined : arns;
};

/** Rules with a target or a dead-letter queue of this ARN, and rules with an unknown one. */
const rulesThatSend = (proof: Proof, arn: string): readonly string[] => {
  const known = senders.get(proof) ?? rulesByEnd(proof);
  senders.set(proof, known);
  return [...(known.get(arn) ?? []), ...(known.get(UNKNOWN) ?? [])];
};

const senders = new WeakMap<Proof, ReadonlyMap<string, readonly string[]>>();
const UNKNOWN = '';

/** A rule whose target is missing or unknown may send anywhere: its permission is not the defect. */
const rulesByEnd = (proof: Proof): ReadonlyMap<string, readonly string[]> => {
  const declared = declaredArns(proof);
  const endOf = (arn: string | undefined): string => {
    const end = textOf(functionNamed(proof, arn)?.fn.values.arn) ?? arn ?? UNKNOWN;
    return isUnresolved(end) || (end.includes(':sqs:') && !declared.has(end)) ? UNKNOWN : end;
  };
  const endsOf = (rule: Rule): readonly string[] =>
    rule.targets.length === 0
      ? [UNKNOWN]
      : rule.targets.flatMap((target) => [isMissing(proof, rule, target) ? UNKNOWN : endOf(target.arn), endOf(target.deadLetterQueueArn)]);
  const ends = proof.rules.flatMap((rule) => endsOf(rule).map((end) => ({ rule: rule.arn, end })));
  return new Map([...Map.groupBy(ends, ({ end }) => end)].map(([end, list]) => [end, list.map(({ rule }) => rule)]));
};

const sourceArns = ({ Condition = {} }: ReturnType<typeof statementsOf>[number]): readonly string[] =>
  Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, arns]) =>
      key.toLowerCase() === 'aws:sourcearn' ? listOf(arns as string | readonly string[]) : [],
    ),
  );
