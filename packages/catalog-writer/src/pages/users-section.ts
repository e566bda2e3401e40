import type { Consumer } from '@plumbline/contract-gate';
import { type EventContract, versionedName } from '@plumbline/event-kit';
import type { CatalogSource } from '../catalog-source.ts';
import { code, section, table } from '../markdown.ts';
import { destinationLink, queueLink, serviceLink, teamLink } from '../names.ts';
import { conditionsOf } from '../rule-conditions.ts';
import { END_WORDS } from './forward-part.ts';

/** The publishers and consumers of a version, functions and others. */
export const usersSection = (source: CatalogSource, contract: EventContract | undefined): string => {
  if (contract === undefined) return section('Producers and consumers', 'None: this version is no longer published.');
  const used = source.usage.find((one) => one.contract === contract);
  const rows = [
    ...(used?.producers ?? []).map(({ name, service, team }) => ['publishes', code(name), serviceLink(service), teamLink(team), '', '']),
    ...(used?.consumers ?? []).map((consumer) => consumerRow(source, consumer)),
  ];
  const none = `No function publishes or consumes ${versionedName(contract)}.`;
  // Without conditions, the column is omitted.
  const isNarrowed = rows.some((cells) => cells.at(-1) !== '');
  const head = ['', 'Name', 'Service', 'Team', 'Rule', 'Condition'];
  const users = isNarrowed
    ? table(head, rows)
    : table(
        head.slice(0, -1),
        rows.map((cells) => cells.slice(0, -1)),
      );
  return section('Producers and consumers', users || none);
};

const consumerRow = ({ shortName, topology }: CatalogSource, consumer: Consumer): readonly string[] => {
  const { service, team, rule: name } = consumer;
  const asked = topology.rules.filter((rule) => rule.name === name).map((rule) => conditionsOf(rule, code));
  return ['consumes', consumerName(consumer), serviceLink(service), teamLink(team), code(shortName(name)), asked.join(' or ')];
};

/** The name of a function, or a link to the page of another consumer with its kind. */
const consumerName = ({ name, kind }: Consumer): string => {
  if (kind === undefined) return code(name);
  return `${kind === 'queue' ? queueLink(name) : destinationLink(name)} (${END_WORDS[kind]})`;
};
