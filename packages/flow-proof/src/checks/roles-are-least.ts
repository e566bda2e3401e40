import { arnOf } from '../arn.ts';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { listOf, type PlacedPolicy, statementsOf } from '../placed-policy.ts';

/**
 * Roles name the actions and resources that they allow: no `*` for an action with a resource, and no action that does not exist.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export const rolesAreLeast: Check = function* (proof) {
  for (const policy of proof.rolePolicies) yield* wideProblems(proof, policy);
  yield* managedProblems(proof);
};

function* wideProblems({ actions }: Proof, { at, document }: PlacedPolicy): Iterable<Draft> {
  const about = { at, subject: `policy ${String(at.values.name ?? at.address)}` };
  for (const { Effect, Action, Resource, NotAction, NotResource } of statementsOf(document)) {
    if (Effect !== 'Allow') continue;
    const wide = listOf(Action).filter((action) => /[*?]/.test(action));
    if (wide.length > 0 || NotAction !== undefined) {
      yield {
        ...about,
        code: 'ACTION_WILDCARD',
        why: `It allows ${wide.join(', ') || 'every action except some'}, including actions that AWS adds to the service later.`,
        fix: 'Name the actions that the code calls.',
      };
    }
    const unknown = listOf(Action).filter((action) => actions.get(action.toLowerCase())?.exists === false);
    if (unknown.length > 0) {
      yield {
        ...about,
        code: 'ACTION_UNKNOWN',
        why: `It allows ${unknown.join(', ')}, which does not exist in AWS. IAM accepts it without a warning, and the call stays forbidden.`,
        fix: 'Correct the spelling.',
      };
    }
    const everything = listOf(Resource).filter(isEverything);
    const narrow = listOf(Action).filter((action) => {
      const facts = actions.get(action.toLowerCase());
      return facts?.exists === true && facts.hasResource;
    });
    if ((everything.length > 0 || NotResource !== undefined) && narrow.length > 0) {
      yield {
        ...about,
        code: 'RESOURCE_WILDCARD',
        why: `It allows ${narrow.join(', ')} on ${everything.join(', ') || 'everything except some'}: every such resource in the account.`,
        fix: 'Name the resources by ARN.',
      };
    }
  }
}

/** Services whose ARNs start with a name and not with a resource type: in `orders/*`, `orders` is a bucket or an API. */
const WITHOUT_KINDS = ['s3', 'execute-api'];

/** `*`, or an ARN that names only a resource type: `table/*`. */
const isEverything = (resource: string): boolean => {
  const arn = arnOf(resource);
  if (arn === undefined || arn.resource === '*') return resource === '*' || arn !== undefined;
  return !WITHOUT_KINDS.includes(arn.service) && /^[a-z-]+[/:]\*$/i.test(arn.resource);
};

/** AWS managed policies that allow whole services. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const WIDE_POLICY = /:iam::aws:policy\/(.*\/)?(AdministratorAccess|PowerUserAccess|\w*FullAccess\w*)$/;

function* managedProblems({ all }: Proof): Iterable<Draft> {
  const attached = [
    ...all('aws_iam_role_policy_attachment').map((at) => ({ at, arns: [at.values.policy_arn] })),
    ...all('aws_iam_role').map((at) => ({ at, arns: [at.values.managed_policy_arns].flat() })),
  ];
  for (const { at, arns } of attached) {
    const wide = arns.filter((arn) => WIDE_POLICY.test(String(arn)));
    if (wide.length === 0) continue;
    yield {
      code: 'ACTION_WILDCARD',
      at,
      subject: at.address,
      why: `It attaches ${wide.join(', ')} to a role, which allows whole services of the account.`,
      fix: 'Write a policy with the actions that the code calls and their resources.',
    };
  }
}
