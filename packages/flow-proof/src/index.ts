/** Proves from compiled Terraform and contracts that events arrive, before anything runs. */

export { checkFlows, type FlowFinding } from './check-flows.ts';
export { type Coverage, coverage, holesOf, type RoutingField, type RoutingRow } from './coverage.ts';
export type { FlowSystem } from './flow-system.ts';
export { type FlowCode, RULES } from './rules.ts';
