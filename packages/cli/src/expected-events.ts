import { knownOf, versionUsage } from '@plumbline/contract-gate';
import type { EventContract } from '@plumbline/event-kit';
import { deliveriesOf } from '@plumbline/topology';
import type { DeclaredSystem } from './checks/read-system.ts';

/**
 * The types of the events that an order with this `service_info` causes, as rules and functions declare it: `OrderCreated`, what
 * the functions that it is delivered to publish, and so on.
 */
export const expectedEvents = ({ topology, domains }: DeclaredSystem, serviceInfo: string): ReadonlySet<string> => {
  const contracts = domains.flatMap((domain) => domain.contracts);
  const usage = versionUsage(topology, contracts);
  const expected = new Set<string>();
  const visit = (contract: EventContract): void => {
    if (expected.has(contract.eventType)) return;
    expected.add(contract.eventType);
    const known = knownOf(contract);
    const deliveries = deliveriesOf(topology, { ...known, detail: { ...known.detail, Data: { service_info: serviceInfo } } });
    for (const { end } of deliveries) {
      if (end.kind !== 'function') continue;
      for (const { contract: published, producers } of usage) {
        if (producers.some(({ arn }) => arn === end.consumer.arn)) visit(published);
      }
    }
  };
  for (const contract of contracts) if (contract.eventType === 'OrderCreated') visit(contract);
  return expected;
};
