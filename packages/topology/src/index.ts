/** Reads synthesized Terraform. Every consumer of routing data reads it through this package, never from a second description. */

export { computedNames, nameId, subscriptionId } from './computed-attributes.ts';
export { computedValues } from './computed-values.ts';
export { type DeadLetterQueue, type DeadLetterSource, deadLetterQueues } from './dead-letter-queues.ts';
export { TopologyError, type TopologyErrorCode } from './errors.ts';
export {
  type Access,
  accessesOf,
  type Consumption,
  consumersOf,
  type Delivery,
  deliveriesOf,
  type End,
  endsOf,
  type KnownEvent,
  keeps,
  type Publication,
  producersOf,
  publications,
  publishes,
  reached,
  rulesFor,
} from './event-flow.ts';
export { policyDocument } from './policy-document.ts';
export { type PlanOf, planStack, readPlan } from './read-plan.ts';
export { DEFAULT_BUS } from './read-rules.ts';
export { readStacks, readTerraformJson, type StackFile } from './read-stacks.ts';
export { type ResolvedStack, readTopology, topologyOf } from './read-topology.ts';
export { resolveStack } from './resolve-stack.ts';
export type { Resource } from './resource.ts';
export { type ShortName, shortNames } from './short-names.ts';
export { isUnresolved } from './template.ts';
export { blockOf, blocksOf, isFields } from './terraform-json.ts';
export type { Fields, TerraformValue } from './terraform-value.ts';
export type * from './topology.ts';
export { jsonFieldsOf, numberOf, textOf, textsOf } from './values.ts';
export type { World } from './world.ts';
