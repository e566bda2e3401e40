import { knownOf } from '@plumbline/contract-gate';
import type { EventContract } from '@plumbline/event-kit';
import { type Delivery, deliveriesOf, type End, type Topology } from '@plumbline/topology';

/** A target of rules that is not a function. */
export type OtherEnd = Exclude<End, { readonly kind: 'function' }>;

/** A delivery of events without a function: to a queue for manual work, or to an address outside AWS. */
export interface Forward extends Omit<Delivery, 'end'> {
  readonly end: OtherEnd;
  /** The events that the rule may match. */
  readonly contracts: readonly EventContract[];
}

/** Every forward of declared events, by the name of the rule. */
export const forwardsIn = (topology: Topology, contracts: readonly EventContract[]): readonly Forward[] => {
  const ways = contracts.flatMap((contract) =>
    deliveriesOf(topology, knownOf(contract)).flatMap(({ rule, target, end }) =>
      end.kind === 'function' ? [] : [{ rule, target, end, contract }],
    ),
  );
  return [...Map.groupBy(ways, ({ target }) => target).values()]
    .flatMap((alike) => alike.slice(0, 1).map(({ contract: _, ...way }) => ({ ...way, contracts: alike.map(({ contract }) => contract) })))
    .sort((a, b) => (a.rule.name < b.rule.name ? -1 : 1));
};

/** The end of a forward, by name and ARN. */
export const thingOf = (end: OtherEnd): { readonly name: string; readonly arn: string; readonly stack: string } =>
  end.kind === 'queue' ? end.queue : end.destination;
