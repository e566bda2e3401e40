import { knownOf } from '@plumbline/contract-gate';
import type { EventContract } from '@plumbline/event-kit';
import { type Archive, type Bus, keeps } from '@plumbline/topology';
import type { CatalogSource } from './catalog-source.ts';
import { code } from './markdown.ts';
import { eventLink } from './names.ts';
import { listed } from './pattern-words.ts';

/** An archive and the bus whose events it keeps. */
export interface OfBus {
  readonly archive: Archive;
  readonly bus: Bus;
}

export const archivesIn = ({ topology }: CatalogSource): readonly OfBus[] =>
  topology.buses.flatMap((bus) => bus.archives.map((archive) => ({ archive, bus })));

/** The events that an archive keeps, and its retention. */
export const archiveWords = (source: CatalogSource, { archive, bus }: OfBus): string => {
  const kept = source.usage.filter(({ contract }) => keeps(archive, knownOf(contract))).map(({ contract }) => eventLink(contract));
  const what = archive.pattern === undefined ? 'every event' : listed(kept, 'and') || 'no declared event';
  return `The archive ${nameOf(source, { archive, bus })} keeps ${what}${daysWords(archive)}. Its events can be replayed.`;
};

/** The archives that keep an event, as part of a sentence. */
export const archivesOfEvent = (source: CatalogSource, contract: EventContract): string =>
  listed(
    archivesIn(source)
      .filter(({ archive }) => keeps(archive, knownOf(contract)))
      .map((one) => `${nameOf(source, one)}${daysWords(one.archive)}`),
    'and',
  );

/** The archive of a whole bus has the bus's name, which contains the environment. */
const nameOf = ({ shortName }: CatalogSource, { archive, bus }: OfBus): string =>
  archive.name === bus.name ? 'of the bus' : code(shortName(archive.name));

const daysWords = ({ retentionDays }: Archive): string => (retentionDays === undefined ? ' for ever' : ` for ${retentionDays} days`);
