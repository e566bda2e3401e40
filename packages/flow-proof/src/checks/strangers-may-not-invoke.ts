import type { Resource } from '@plumbline/topology';
import { arnOf } from '../arn.ts';
import type { Check } from '../draft.ts';
import { EVENTS } from '../events-principal.ts';
import type { Proof } from '../flow-system.ts';
import { functionPermissions } from '../function-permissions.ts';
import { type PlacedPolicy, statementsOf } from '../placed-policy.ts';
import { queuePolicies, topicPolicies } from '../policies.ts';
import { holdsFor, serviceKeys, servicesOf } from '../strangers.ts';

/**
 * Every permission for an AWS service on a function, a queue or a topic is tied to the resource on whose behalf the service acts.
 * Otherwise the rule or API of any account has access through the service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const strangersMayNotInvoke: Check = function* (proof) {
  for (const { policy, arn } of policiesOfEnds(proof)) {
    const open = statementsOf(policy.document)
      .filter((statement) => statement.Effect === 'Allow')
      .flatMap((statement) => servicesOf(statement).map((service) => ({ service, whose: whoseGetsIn(statement, service, arn) })))
      .find(({ whose }) => whose !== undefined);
    if (open === undefined) continue;
    yield {
      code: 'INVOKE_UNCONDITIONED',
      at: policy.at,
      subject: policy.at.address,
      why: `It allows ${open.service} on ${arn} on behalf of any resource in ${open.whose}: a caller only has to know its name.`,
      fix: `Name the source: ${policy.at.type === 'aws_lambda_permission' ? 'source_arn' : 'the condition aws:SourceArn'}.`,
    };
  }
};

type Statement = Parameters<typeof holdsFor>[0];

/** An account has many rules, and a queue or function serves few of them. For other services, a condition on the account is enough. */
const whoseGetsIn = (statement: Statement, service: string, arn: string): string | undefined => {
  const { region = '', account } = arnOf(arn) ?? {};
  if (holdsFor(statement, serviceKeys(service, region))) return 'any account';
  return service === EVENTS.id && holdsFor(statement, serviceKeys(service, region, account)) ? 'the account' : undefined;
};

function* policiesOfEnds(proof: Proof): Iterable<{ readonly policy: PlacedPolicy; readonly arn: string }> {
  for (const permission of functionPermissions(proof)) yield { policy: permission, arn: permission.functionArn };
  const of = function* (type: string, policies: (proof: Proof, resource: Resource) => readonly PlacedPolicy[] | undefined) {
    for (const resource of proof.all(type)) {
      for (const policy of policies(proof, resource) ?? []) yield { policy, arn: String(resource.values.arn) };
    }
  };
  yield* of('aws_sqs_queue', queuePolicies);
  yield* of('aws_sns_topic', topicPolicies);
}
