import { type EventContract, PUBLISHES_TAG, versionedName } from '@plumbline/event-kit';
import {
  type Consumption,
  consumersOf,
  type Declared,
  deliveriesOf,
  type End,
  type KnownEvent,
  type LambdaFunction,
  producersOf,
  type Rule,
  shortNames,
  type Topology,
} from '@plumbline/topology';

/** The publishers and consumers of a major version of an event. */
export interface VersionUsage {
  readonly contract: EventContract;
  readonly producers: readonly User[];
  readonly consumers: readonly Consumer[];
}

/** A consumer of an event through a rule. */
export interface Consumer extends User {
  readonly rule: string;
  /** The kind: a queue that no function polls, or an address outside AWS. @default a function */
  readonly kind?: Exclude<End['kind'], 'function'>;
}

/** A function with its service and its team; for another consumer, those of the stack that declares it. */
export interface User {
  /** The name in its manifest. */
  readonly name: string;
  readonly arn: string;
  readonly service: string;
  readonly team: string;
}

/** Reads the users of each contract from the compiled Terraform. */
export const versionUsage = (topology: Topology, contracts: readonly EventContract[]): readonly VersionUsage[] =>
  contracts.map((contract) => ({
    contract,
    producers: producersOf(topology, { source: contract.source, 'detail-type': contract.detailType })
      .filter((fn) => publishesMajor(fn, contract))
      .map((fn) => userOf(topology, fn)),
    consumers: deliveriesOf(topology, knownOf(contract)).map(({ end, rule }) => consumerOf(topology, end, rule)),
  }));

const consumerOf = (topology: Topology, end: End, { name: rule }: Rule): Consumer => {
  switch (end.kind) {
    case 'function':
      return { ...userOf(topology, end.consumer), rule };
    case 'queue':
      return { ...userOf(topology, end.queue), rule, kind: end.kind };
    case 'api-destination':
      return { ...userOf(topology, end.destination), rule, kind: end.kind };
  }
};

/** The deliveries of a major version to functions, according to the rules' patterns. */
export const consumptionsOf = (
  topology: Topology,
  contract: Pick<EventContract, 'eventType' | 'detailType' | 'source' | 'version' | 'foreign'>,
): readonly Consumption[] => consumersOf(topology, knownOf(contract));

/** The known properties of a contract's future events that rules can match. */
export const knownOf = ({
  source,
  detailType,
  eventType,
  version,
  foreign,
}: Pick<EventContract, 'eventType' | 'detailType' | 'source' | 'version' | 'foreign'>): KnownEvent => ({
  source,
  'detail-type': detailType,
  ...(foreign === undefined && { detail: { Metadata: { event_type: eventType, event_version: version } } }),
});

/** Such as `record-event (orders-team)`. */
export const nameUser = ({ name, team }: User): string => `${name} (${team})`;

/** A function with a `publishes` tag publishes only the tagged versions; a function without the tag may publish every major version. */
export const publishesMajor = ({ tags }: Pick<LambdaFunction, 'tags'>, contract: EventContract): boolean => {
  const entries = Object.entries(tags).filter(([name]) => name === PUBLISHES_TAG || name.startsWith(`${PUBLISHES_TAG}-`));
  if (entries.length === 0) return true;
  const published = entries.flatMap(([, value]) => value.split(' ')).map((entry) => entry.split(':'));
  return published.some(([eventType = '', version = '']) => versionedName({ eventType, version }) === versionedName(contract));
};

/** A declared resource with its service and team. */
export const userOf = (topology: Topology, { name, arn, stack }: Declared): User => ({
  name: shortNames(topology)(name),
  arn,
  service: stack,
  team: topology.services.find((service) => service.name === stack)?.team ?? 'no team',
});
