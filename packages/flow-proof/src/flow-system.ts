import type { CommandContract, EventContract } from '@plumbline/event-kit';
import { isUnresolved, type Resource, type Topology } from '@plumbline/topology';
import { type Flows, flowsOf } from './flows.ts';
import { type ActionTable, actionTable } from './iam-actions.ts';
import { placeOf } from './place-of.ts';
import { type PlacedPolicy, policiesIn } from './placed-policy.ts';

/** The input of the proof: the compiled Terraform, and the events' contracts if they exist. */
export interface FlowSystem {
  readonly topology: Topology;
  /** Every declared major version. @default the content of events is unknown */
  readonly contracts?: readonly EventContract[];
  /** Every declared command. @default none */
  readonly commands?: readonly CommandContract[];
  /** `yyyy-mm-dd`, for what expires. @default nothing expires */
  readonly today?: string;
  /** The file to edit for a stack's findings, relative to the repository. @default the stack's name */
  readonly fileOf?: (stack: string) => string;
}

/** A system with indexes for the checks. */
export interface Proof
  extends Pick<Topology, 'services' | 'buses' | 'rules' | 'schedules' | 'functions' | 'endpoints' | 'queues' | 'tables' | 'buckets'> {
  readonly topology: Topology;
  readonly contracts: readonly EventContract[];
  readonly commands: readonly CommandContract[];
  readonly today: string | undefined;
  /** The events on each bus, and the rules that match them. */
  readonly flows: Flows;
  /** Every resource of a type. */
  all(type: string): readonly Resource[];
  /** The resource of a type with this value in this attribute, such as `one('aws_sqs_queue', 'arn', queueArn)`. */
  one(type: string, attribute: string, value: unknown): Resource | undefined;
  /** The resource from which a value was read. */
  at(place: { readonly stack: string; readonly address: string }): Resource | undefined;
  /** The policies of every role that is declared. */
  readonly rolePolicies: readonly PlacedPolicy[];
  /** AWS's reference data about the actions in them. */
  readonly actions: ActionTable;
  /**
   * Whether an unresolved attribute may hide the wanted resource: one of these attributes of a resource of the type is unresolved. A missing
   * resource is then not certain to be missing.
   */
  mayHide(type: string, ...attributes: readonly string[]): boolean;
  /** Every resource of a type with this value in this attribute. */
  where(type: string, attribute: string, value: unknown): readonly Resource[];
}

export const proofOf = async ({ topology, contracts = [], commands = [], today }: FlowSystem): Promise<Proof> => {
  const byType = Map.groupBy(topology.resources, ({ type }) => type);
  const places = new Map(topology.resources.map((resource) => [placeOf(resource), resource]));
  const all = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const indexes = new Map<string, ReadonlyMap<unknown, readonly Resource[]>>();
  const where: Proof['where'] = (type, attribute, value) => {
    const key = `${type} ${attribute}`;
    const index = indexes.get(key) ?? Map.groupBy(all(type), ({ values }) => values[attribute]);
    indexes.set(key, index);
    return index.get(value) ?? [];
  };
  const hiding = new Map<string, boolean>();
  const hides = (type: string, attribute: string): boolean => {
    const key = `${type} ${attribute}`;
    const known = hiding.get(key) ?? all(type).some(({ values }) => isUnresolved(values[attribute]));
    hiding.set(key, known);
    return known;
  };
  const rolePolicies = POLICY_TYPES.flatMap(all).flatMap(policiesIn);
  return {
    ...topology,
    topology,
    contracts,
    commands,
    today,
    flows: flowsOf(topology, contracts),
    all,
    where,
    one: (type, attribute, value) => where(type, attribute, value)[0],
    mayHide: (type, ...attributes) => attributes.some((attribute) => hides(type, attribute)),
    at: (place) => places.get(placeOf(place)),
    rolePolicies,
    actions: await actionTable(rolePolicies),
  };
};

/** Types of resources that contain policies of roles. */
const POLICY_TYPES = ['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_policy'] as const;
