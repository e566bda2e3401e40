import type { Check } from '../draft.ts';
import { lambdaNeeds, needsOf } from '../needs.ts';
import { rolePolicies } from '../policies.ts';
import { canAllow } from '../role-verdict.ts';

/** A role allows every call that its function's manifest declares, and every call of Lambda on its behalf. */
export const rolesSuffice: Check = function* (proof) {
  for (const fn of proof.functions) {
    const policies = rolePolicies(proof, fn.roleArn);
    if (policies === undefined) continue;
    // Other rules check publishing and sending failures.
    const needs = (needsOf(proof, fn) ?? lambdaNeeds(proof, fn)).filter(
      (need) => need.action !== 'events:PutEvents' && need.for !== 'sending failures',
    );
    const missing = needs.filter((need) => !canAllow(policies, need));
    if (missing.length === 0) continue;
    yield {
      code: 'ROLE_TOO_WEAK',
      at: fn,
      subject: `function ${fn.name}`,
      why: `Its role does not allow ${missing.map((need) => `${need.action} on ${need.resource}, for ${need.for}`).join('; ')}.`,
      fix: 'Allow it in the role’s policy.',
    };
  }
};
