import type { CatalogSource } from '../catalog-source.ts';
import { body, section } from '../markdown.ts';
import { commandLink, eventLink, serviceLink, titleOf } from '../names.ts';
import { proseOf } from '../prose.ts';

/** The content of a team's page. */
export interface TeamPage {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly markdown: string;
}

export const teamPage = (source: CatalogSource, team: string): TeamPage => {
  const { name = titleOf(team), summary, markdown } = proseOf(source.prose, 'teams', team);
  const services = source.topology.services.filter((service) => service.team === team);
  const events = source.domains.flatMap(({ contracts }) => contracts).filter(({ owner }) => owner === team);
  const commands = source.domains.flatMap((domain) => domain.commands).filter(({ owner }) => owner === team);
  return {
    id: team,
    name,
    summary: summary ?? services.map((service) => service.summary ?? '').join(' '),
    markdown: body(
      markdown,
      section('Services', services.map((service) => `- ${serviceLink(service.name)}: ${service.summary ?? ''}`).join('\n')),
      section('Commands', commands.map((command) => `- ${commandLink(command)}: ${command.summary}`).join('\n')),
      section('Events', events.map((contract) => `- ${eventLink(contract)}: ${contract.summary}`).join('\n')),
    ),
  };
};
