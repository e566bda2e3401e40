import { type EventContract, type Foreign, versionedName } from '@plumbline/event-kit';
import { type CatalogSource, consumedBy, publishedBy } from '../catalog-source.ts';
import { code, section } from '../markdown.ts';
import { eventLink, serviceLink } from '../names.ts';
import { listed } from '../pattern-words.ts';

/** The part about an event without our envelope: its format, and the events into which our functions translate it. */
export const foreignPart = (source: CatalogSource, contract: EventContract): string => {
  if (contract.foreign === undefined) return '';
  const takers = source.topology.functions
    .filter((fn) => consumedBy(source, fn).includes(contract))
    .map((fn) => {
      const ours = publishedBy(source, fn).filter(({ foreign }) => foreign === undefined);
      const says =
        ours.length === 0
          ? 'publishes none of our events'
          : `publishes it as ${listed(
              ours.map((one) => eventLink(one)),
              'or',
            )}`;
      return `- ${code(source.shortName(fn.name))} of ${serviceLink(fn.stack)} consumes it and ${says}.`;
    });
  return section(
    'Foreign format',
    `${code(contract.source)} writes this event in its own format, which we do not control. The event has no envelope, and its schema declares only the properties that consumers rely on.`,
    takers.join('\n') || `No function consumes ${versionedName(contract)}.`,
  );
};

/** The counterparts of our envelope in an event without it. */
export const foreignRows = ({ identifiedBy }: Foreign): readonly (readonly [string, string])[] => [
  [code('detail'), 'the data, without an envelope'],
  [
    'event type and version',
    `not in the event: ${code('source')} and ${code('detail-type')} identify it, and rules cannot distinguish versions`,
  ],
  ['the same event', `has the same ${code(identifiedBy)}; without it, only redeliveries of EventBridge count as the same event`],
];

/** The functions that create one of our events from events in a foreign format. */
export const madeFrom = (source: CatalogSource, contract: EventContract): readonly (readonly [string, string])[] => {
  if (contract.foreign !== undefined) return [];
  const makers = source.topology.functions
    .filter((fn) => publishedBy(source, fn).includes(contract))
    .flatMap((fn) => {
      const taken = consumedBy(source, fn).filter(({ foreign }) => foreign !== undefined);
      if (taken.length === 0) return [];
      return [
        `${code(source.shortName(fn.name))}, which consumes ${listed(
          taken.map((one) => eventLink(one)),
          'and',
        )}`,
      ];
    });
  return makers.length === 0 ? [] : [['created by', makers.join('<br />')]];
};
