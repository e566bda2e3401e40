import type { Domain } from '@plumbline/contract-gate';
import { type CatalogSource, domainOf } from '../catalog-source.ts';
import { body, plain, section, table } from '../markdown.ts';
import { commandLink, eventLink, ONLY_VERSION, teamLink, titleOf } from '../names.ts';
import { proseOf } from '../prose.ts';
import { drawSteps } from './draw-steps.ts';
import { type FlowPage, wholeFlow } from './flow-pages.ts';

/** The content of a domain's page. */
export interface DomainPage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly owners: readonly string[];
  readonly services: readonly string[];
  readonly flows: readonly string[];
  readonly markdown: string;
}

export const domainPage = (source: CatalogSource, domain: Domain, flows: readonly FlowPage[]): DomainPage => {
  const { name = titleOf(domain.name), summary = domain.summary, markdown } = proseOf(source.prose, 'domains', domain.name);
  const services = source.topology.services.filter((service) => domainOf(source, service) === domain).map(({ name: id }) => id);
  const steps = wholeFlow(source, (fn) => services.includes(fn.stack));
  return {
    id: domain.name,
    version: ONLY_VERSION,
    name,
    summary,
    owners: [...new Set([...domain.contracts, ...domain.commands].map(({ owner }) => owner))].sort(),
    services,
    flows: flows.filter(({ service }) => services.includes(service)).map(({ id }) => id),
    markdown: body(
      markdown,
      section('Event flow', steps.length === 0 ? undefined : drawSteps(steps)),
      section(
        'Events',
        table(
          ['Event', 'Summary', 'Owner'],
          domain.contracts.map((contract) => [eventLink(contract), plain(contract.summary), teamLink(contract.owner)]),
        ),
      ),
      section(
        'Commands',
        table(
          ['Command', 'Summary', 'Owner'],
          domain.commands.map((command) => [commandLink(command), plain(command.summary), teamLink(command.owner)]),
        ),
      ),
    ),
  };
};
