import { knownOf } from '@plumbline/contract-gate';
import type { EventContract } from '@plumbline/event-kit';
import { type Delivery, deliveriesOf, type End, type Topology } from '@plumbline/topology';

/** What is no function, and gets events by rules all the same. */
export type OtherEnd = Exclude<End, { readonly kind: 'function' }>;

/** A way of events to where no function takes them: a queue for people, or an address outside of AWS. */
export interface Forward extends Omit<Delivery, 'end'> {
  readonly end: OtherEnd;
  /** What may go this way. */
  readonly contracts: readonly EventContract[];
}

/** Every way of declared events to where no function takes them, by the name of the rule. */
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

/** What it ends in, by name and ARN. */
export const thingOf = (end: OtherEnd): { readonly name: string; readonly arn: string; readonly stack: string } =>
  end.kind === 'queue' ? end.queue : end.destination;
