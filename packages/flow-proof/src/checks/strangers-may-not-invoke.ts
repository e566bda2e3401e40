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
 * What functions, queues and topics allow AWS's services is tied to the resource that these act for. Else anybody's rule or API gets
 * in by way of the service.
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
      why: `It lets ${open.service} in at ${arn} on behalf of anything in ${open.whose}: who knows its name may send to it.`,
      fix: `Name what it acts for: ${policy.at.type === 'aws_lambda_permission' ? 'source_arn' : 'the condition aws:SourceArn'}.`,
    };
  }
};

type Statement = Parameters<typeof holdsFor>[0];

/** Rules are many in an account, and a queue or function is for few of them. Of other services the account is enough. */
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
