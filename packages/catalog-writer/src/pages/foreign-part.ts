import { type EventContract, type Foreign, versionedName } from '@plumbline/event-kit';
import { type CatalogSource, consumedBy, publishedBy } from '../catalog-source.ts';
import { code, section } from '../markdown.ts';
import { eventLink, serviceLink } from '../names.ts';
import { listed } from '../pattern-words.ts';

/** What there is to say of an event that is not in our envelope: whose format it is, and which events of ours it becomes. */
export const foreignPart = (source: CatalogSource, contract: EventContract): string => {
  if (contract.foreign === undefined) return '';
  const takers = source.topology.functions
    .filter((fn) => consumedBy(source, fn).includes(contract))
    .map((fn) => {
      const ours = publishedBy(source, fn).filter(({ foreign }) => foreign === undefined);
      const says =
        ours.length === 0
          ? 'publishes no event of ours'
          : `says it in our events: ${listed(
              ours.map((one) => eventLink(one)),
              'or',
            )}`;
      return `- ${code(source.shortName(fn.name))} of ${serviceLink(fn.stack)} takes it, and ${says}.`;
    });
  return section(
    'Somebody else’s format',
    `${code(contract.source)} writes it in a format of its own, which is not ours to change: there is no envelope, and its schema says only what it may look like.`,
    takers.join('\n') || `No function takes ${versionedName(contract)}.`,
  );
};

/** Where an event that is not in our envelope has what ours have in theirs. */
export const foreignRows = ({ identifiedBy }: Foreign): readonly (readonly [string, string])[] => [
  [code('detail'), 'the data, without an envelope'],
  [
    'event type and version',
    `not in the event: ${code('source')} and ${code('detail-type')} say what it is, and no rule can tell versions apart`,
  ],
  ['the same event', `has the same ${code(identifiedBy)}; without it, only what EventBridge delivers again is known to be the same`],
];

/** Who makes an event of ours from events in somebody else's format. */
export const madeFrom = (source: CatalogSource, contract: EventContract): readonly (readonly [string, string])[] => {
  if (contract.foreign !== undefined) return [];
  const makers = source.topology.functions
    .filter((fn) => publishedBy(source, fn).includes(contract))
    .flatMap((fn) => {
      const taken = consumedBy(source, fn).filter(({ foreign }) => foreign !== undefined);
      if (taken.length === 0) return [];
      return [
        `${code(source.shortName(fn.name))}, which takes ${listed(
          taken.map((one) => eventLink(one)),
          'and',
        )}`,
      ];
    });
  return makers.length === 0 ? [] : [['made by', makers.join('<br />')]];
};
