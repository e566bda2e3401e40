/** IAM's policy evaluation, without the IAM service. */

export { type ConditionVerdict, conditionVerdict } from './condition.ts';
export { evaluate, type PolicyPrincipal, type Verdict } from './evaluate.ts';
export type { Permission } from './permission.ts';
export type { PolicyDocument, Statement } from './policy-document.ts';
export { wildcardMatches } from './wildcard.ts';
