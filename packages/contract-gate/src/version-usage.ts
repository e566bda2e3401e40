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

/** Who publishes and who consumes a major version of an event. */
export interface VersionUsage {
  readonly contract: EventContract;
  readonly producers: readonly User[];
  readonly consumers: readonly Consumer[];
}

/** Who gets an event by a rule. */
export interface Consumer extends User {
  readonly rule: string;
  /** What it is: a queue that no function takes from, or an address outside of AWS. @default a function */
  readonly kind?: Exclude<End['kind'], 'function'>;
}

/** A function, its service and its team; of what is no function, those of the stack that declares it. */
export interface User {
  /** As its manifest has it. */
  readonly name: string;
  readonly arn: string;
  readonly service: string;
  readonly team: string;
}

/** Reads from the compiled Terraform who uses each of the contracts. */
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

/** The deliveries of a major version to functions, as the rules' patterns have it. */
export const consumptionsOf = (
  topology: Topology,
  contract: Pick<EventContract, 'eventType' | 'detailType' | 'source' | 'version' | 'foreign'>,
): readonly Consumption[] => consumersOf(topology, knownOf(contract));

/** What rules can see of a contract's events before there is one. */
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

/** A function whose tags say what it publishes publishes nothing else; one without the tag may publish every major. */
export const publishesMajor = ({ tags }: Pick<LambdaFunction, 'tags'>, contract: EventContract): boolean => {
  const entries = Object.entries(tags).filter(([name]) => name === PUBLISHES_TAG || name.startsWith(`${PUBLISHES_TAG}-`));
  if (entries.length === 0) return true;
  const published = entries.flatMap(([, value]) => value.split(' ')).map((entry) => entry.split(':'));
  return published.some(([eventType = '', version = '']) => versionedName({ eventType, version }) === versionedName(contract));
};

const userOf = (topology: Topology, { name, arn, stack }: Declared): User => ({
  name: shortNames(topology)(name),
  arn,
  service: stack,
  team: topology.services.find((service) => service.name === stack)?.team ?? 'no team',
});
