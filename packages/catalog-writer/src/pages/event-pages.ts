import { describeChanges, type JsonSchema, parseSchema } from '@plumbline/compatibility';
import type { Domain, PublishedVersion, VersionUsage } from '@plumbline/contract-gate';
import { type EventContract, majorOf, versionedName } from '@plumbline/event-kit';
import { COMMAND_KEYWORD } from '@plumbline/event-kit/schema';
import { archivesOfEvent } from '../archive-words.ts';
import type { CatalogSource } from '../catalog-source.ts';
import { body, code, json, plain, section, table } from '../markdown.ts';
import { catalogVersion, eventLink } from '../names.ts';
import { proseOf } from '../prose.ts';
import { foreignPart, foreignRows, madeFrom } from './foreign-part.ts';
import { forwardPart } from './forward-part.ts';
import { usersSection } from './users-section.ts';

/** A version of an event with the content of its page. Minor versions of one major version share their users. */
export interface EventPage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly owners: readonly string[];
  readonly markdown: string;
  readonly schema: string;
  readonly examples: readonly { readonly fileName: string; readonly content: string }[];
  readonly changelog: { readonly createdAt: string; readonly markdown: string };
  readonly deprecated: { readonly date: string; readonly message: string } | undefined;
  readonly badges: readonly { readonly content: string; readonly backgroundColor: string; readonly textColor: string }[];
}

/** The pages of each event of a domain, by event type, oldest version first. */
export const eventPages = (source: CatalogSource, domain: Domain): ReadonlyMap<string, readonly EventPage[]> => {
  const events = domain.published.filter(({ schema }) => schema[COMMAND_KEYWORD] !== true);
  const byType = Map.groupBy(events, ({ eventType }) => eventType);
  return new Map([...byType].map(([eventType, versions]) => [eventType, versions.map((one) => eventPage(source, domain, one, versions))]));
};

const eventPage = (source: CatalogSource, domain: Domain, one: PublishedVersion, versions: readonly PublishedVersion[]): EventPage => {
  const contract = domain.contracts.find((declared) => versionedName(declared) === versionedName(one));
  const newest = domain.contracts.find(({ eventType }) => eventType === one.eventType);
  const current = contract?.version === one.version ? contract : undefined;
  const prose = proseOf(source.prose, 'events', one.eventType);
  const owner = contract?.owner ?? newest?.owner;
  return {
    id: one.eventType,
    version: catalogVersion(one.version),
    name: prose.name ?? one.eventType,
    summary: prose.summary ?? String(one.schema.description ?? ''),
    owners: owner === undefined ? [] : [owner],
    markdown: body(
      prose.markdown,
      contract === undefined ? undefined : foreignPart(source, contract),
      usersSection(source, contract),
      contract === undefined ? undefined : sentOn(source, contract),
      section('Versions', versionsTable(source, domain, versions)),
      contract === undefined ? undefined : onTheBus(source, contract),
      '<SchemaViewer file="schema.json" title="Schema" maxHeight="600" />',
      section('Examples', ...(current?.examples ?? []).map(({ name, detail }) => body(`${plain(name)}:`, json(detail)))),
      section('Diagram', '<NodeGraph />'),
    ),
    schema: `${JSON.stringify(one.schema, null, 2)}\n`,
    examples: (current?.examples ?? []).map(({ name, detail }) => ({
      fileName: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`,
      content: `${JSON.stringify(detail, null, 2)}\n`,
    })),
    changelog: changelog(one, versions),
    deprecated: deprecation(one, contract),
    badges: [
      { content: `v${majorOf(one.version)}`, backgroundColor: 'teal', textColor: 'teal' },
      ...(contract?.foreign === undefined ? [] : [{ content: 'foreign format', backgroundColor: 'orange', textColor: 'orange' }]),
    ],
  };
};

const sentOn = (source: CatalogSource, contract: EventContract): string =>
  section(
    'Forwarded without a function',
    ...source.forwards.filter(({ contracts }) => contracts.includes(contract)).map((forward) => forwardPart(source, forward)),
  );

const versionsTable = (source: CatalogSource, domain: Domain, versions: readonly PublishedVersion[]): string =>
  table(
    ['Version', 'Published', 'State', 'Producers', 'Consumers'],
    versions.toReversed().map((one) => {
      const contract = domain.contracts.find((declared) => versionedName(declared) === versionedName(one));
      const used = source.usage.find((usage) => usage.contract === contract);
      const current = contract?.version === one.version;
      const names = (users: VersionUsage['producers'] | undefined): string =>
        current ? [...new Set((users ?? []).map(({ name }) => code(name)))].join(', ') : '';
      return [eventLink(one, one.version), one.publishedOn, stateOf(one, contract), names(used?.producers), names(used?.consumers)];
    }),
  );

const stateOf = (one: PublishedVersion, contract: EventContract | undefined): string => {
  if (contract === undefined) return 'retired';
  if (contract.version !== one.version) return `replaced by ${contract.version}`;
  return contract.deprecated === undefined ? 'current' : `deprecated, until ${contract.deprecated.sunset}`;
};

const onTheBus = (from: CatalogSource, contract: EventContract): string => {
  const { source, detailType, eventType, version, thin, downcast, foreign } = contract;
  const kept = archivesOfEvent(from, contract);
  return section(
    'On the bus',
    table(
      ['', ''],
      [
        [code('source'), code(source)],
        [code('detail-type'), code(detailType)],
        ...(foreign === undefined
          ? [
              [code('detail.Metadata.event_type'), code(eventType)],
              [code('detail.Metadata.event_version'), code(version)],
            ]
          : foreignRows(foreign)),
        ...(kept === '' ? [] : [['kept in the archive', kept]]),
        ...(downcast === undefined ? [] : [['published beside it', eventLink(downcast.to)]]),
        ...(thin === undefined ? [] : [['thin variant of', `${eventLink(thin.of)}, enriched by ${code(thin.enrichedBy.name)}`]]),
        ...madeFrom(from, contract),
      ],
    ),
  );
};

const deprecation = (one: PublishedVersion, contract: EventContract | undefined): EventPage['deprecated'] => {
  if (contract === undefined) {
    const { sunset = one.publishedOn, reason = '' } = one.deprecated ?? {};
    return { date: sunset, message: `No function publishes this version. ${reason}`.trim() };
  }
  const { deprecated } = contract;
  if (deprecated !== undefined) return { date: deprecated.sunset, message: `Use it until ${deprecated.sunset}. ${deprecated.reason}` };
  return undefined;
};

const changelog = (one: PublishedVersion, versions: readonly PublishedVersion[]): EventPage['changelog'] => {
  const before = versions[versions.indexOf(one) - 1];
  if (before === undefined) return { createdAt: one.publishedOn, markdown: 'The first version.' };
  const changes = describeChanges(dataSchema(before), dataSchema(one));
  const lines = changes.map(({ sentence }) => `- ${plain(sentence)}`);
  return {
    createdAt: one.publishedOn,
    markdown: `Changes since ${before.version}:\n\n${lines.join('\n') || '- Only descriptions have changed.'}`,
  };
};

/** The schema of a version's data. All versions have the same metadata; a foreign format has none. */
const dataSchema = ({ schema }: PublishedVersion): JsonSchema => {
  const { Metadata, Data } = (schema.properties ?? {}) as { readonly Metadata?: unknown; readonly Data?: unknown };
  // The id of a whole event differs in every version.
  const { $id: _, ...event } = schema;
  return parseSchema(Metadata === undefined ? event : (Data ?? true));
};
