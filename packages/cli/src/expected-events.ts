import { knownOf, versionUsage } from '@plumbline/contract-gate';
import type { EventContract, Sample } from '@plumbline/event-kit';
import { deliveriesOf } from '@plumbline/topology';
import type { DeclaredSystem } from './checks/read-system.ts';

/**
 * The types of the events that a sample causes, as rules and functions declare it: its first event, the events that the functions behind
 * that event publish, and so on. Rules match against the data of the sample.
 */
export const expectedEvents = (
  { topology, domains }: DeclaredSystem,
  { begins, never }: Pick<Sample, 'begins' | 'never'>,
): ReadonlySet<string> => {
  const contracts = domains.flatMap((domain) => domain.contracts);
  const usage = versionUsage(topology, contracts);
  const excluded = new Set(never.map(({ eventType }) => eventType));
  const expected = new Set<string>();
  const visit = (contract: EventContract): void => {
    if (expected.has(contract.eventType) || excluded.has(contract.eventType)) return;
    expected.add(contract.eventType);
    const known = knownOf(contract);
    const deliveries = deliveriesOf(topology, { ...known, detail: { ...known.detail, Data: begins.data } });
    for (const { end } of deliveries) {
      if (end.kind !== 'function') continue;
      for (const { contract: published, producers } of usage) {
        if (producers.some(({ arn }) => arn === end.consumer.arn)) visit(published);
      }
    }
  };
  for (const contract of contracts) if (contract.eventType === begins.event.eventType) visit(contract);
  return expected;
};
