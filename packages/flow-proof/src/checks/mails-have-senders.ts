import { isFields, isUnresolved, textOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { rolePolicies } from '../policies.ts';
import { canAllow } from '../role-verdict.ts';
import { allStates } from '../workflow-states.ts';

/**
 * A workflow sends mail from an address that SES has verified, with a role that may.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
 */
export const mailsHaveSenders: Check = function* (proof) {
  const identities = proof.all('aws_sesv2_email_identity').map(({ values }) => String(values.email_identity));
  if (proof.mayHide('aws_sesv2_email_identity', 'email_identity')) return;
  for (const workflow of proof.topology.workflows) {
    if (workflow.definition === undefined) continue;
    for (const { name, state } of allStates(workflow.definition)) {
      if (!/:aws-sdk:sesv2:sendEmail$/.test(textOf(state.Resource) ?? '')) continue;
      const args = [state.Arguments, state.Parameters].find(isFields) ?? {};
      const from = textOf(args.FromEmailAddress);
      if (from === undefined || from.includes('{%') || from.startsWith('$') || isUnresolved(from)) continue;
      const about = { at: workflow, subject: `state ${name} of ${workflow.name}` };
      const identity = identities.find((one) => one === from || from.endsWith(`@${one}`));
      if (identity === undefined) {
        yield {
          ...about,
          code: 'MAIL_SENDER_UNVERIFIED',
          why: `It sends mail from ${from}, which is not an identity of any stack, so SES rejects it.`,
          fix: 'Declare an aws_sesv2_email_identity for the address or its domain.',
        };
        continue;
      }
      const policies = rolePolicies(proof, workflow.roleArn);
      const [, , , region = '', account = ''] = workflow.arn.split(':');
      const need = { action: 'ses:SendEmail', resource: `arn:aws:ses:${region}:${account}:identity/${identity}`, for: 'a task' };
      if (policies !== undefined && !canAllow(policies, need))
        yield {
          ...about,
          code: 'WORKFLOW_FORBIDDEN',
          why: `The role of the workflow does not allow ${need.action} on ${need.resource}.`,
          fix: 'Allow it in the policy of the workflow’s role.',
        };
    }
  }
};
