import { compare, type Direction, type Incompatibility, type JsonSchema, parseSchema, sameButAnnotations } from '@plumbline/compatibility';
import { majorOf, versionedName } from '@plumbline/event-kit';
import {
  COMMAND_KEYWORD,
  DEPRECATED_KEYWORD,
  DETAIL_TYPE_KEYWORD,
  type PublishedSchema,
  SOURCE_KEYWORD,
} from '@plumbline/event-kit/schema';
import { shortNames, type Topology } from '@plumbline/topology';
import { commandHandlers } from './command-usage.ts';
import type { Finding } from './finding.ts';
import { type GatedContract, gatedContracts, publishedDetailType } from './gated-contract.ts';
import type { Domain } from './read-contracts.ts';
import { byVersion, PUBLISHED_KEYWORD, type PublishedVersion, schemaFile } from './read-published.ts';
import { consumptionsOf } from './version-usage.ts';

/** The compatibility between versions of one major version. */
export const COMPATIBILITIES = ['backward', 'forward', 'full'] as const;
export type Compatibility = (typeof COMPATIBILITIES)[number];

export interface ContractCheck {
  readonly domains: readonly Domain[];
  readonly topology: Topology;
  /** `full`: deployed consumers read new events, and new consumers read old ones, from archives and queues. @default full */
  readonly compatibility?: Compatibility;
  /** `yyyy-mm-dd` */
  readonly today: string;
}

/** Compares the declared contracts with the published schemas. */
export const checkContracts = ({ domains, topology, compatibility = 'full', today }: ContractCheck): readonly Finding[] =>
  domains.flatMap((domain) => [
    ...gatedContracts(domain).flatMap((contract) => checkContract(domain, contract, topology, compatibility)),
    ...removedMajors(domain).flatMap((version) => checkRemoved(version, topology, today)),
  ]);

const PUBLISH = 'Run "npm run plumb -- contracts publish" and commit the written files.';

const checkContract = (domain: Domain, contract: GatedContract, topology: Topology, compatibility: Compatibility): readonly Finding[] => {
  const { type, version, schema } = contract;
  const subject = `${type} ${version}`;
  const published = sameMajor(domain, contract);
  const newest = published.at(-1);
  const file = schemaFile(domain.folder, type, version);
  const finding = (code: Finding['code'], why: string, fix: string): Finding => ({ code, severity: 'error', subject, file, why, fix });

  if (newest !== undefined && byVersion(version, newest.version) < 0) {
    const why = `${newest.version} is published, but the contract declares ${version}.`;
    return [finding('VERSION_BEHIND', why, `Declare version ${nextMinor(newest.version)} or higher in the contract.`)];
  }
  const breaks = [
    ...renamed(published, contract, finding),
    ...breakingChanges(published, contract, compatibility).map(({ reason, direction, advice }) =>
      finding('BREAKING_CHANGE', [reason, MEANING[direction], contract.readers(topology)].join('\n'), advice),
    ),
  ];
  if (breaks.length > 0) return breaks;
  const same = published.find((one) => one.version === version);
  if (same === undefined) return [finding('SCHEMA_NOT_PUBLISHED', 'Its schema is not published yet.', PUBLISH)];
  if (text(same.schema) === text(schema)) return [];
  if (sameButAnnotations(bare(same.schema), bare(schema))) {
    return [
      finding('SCHEMA_OUTDATED', 'The descriptions in the published schema differ from the contract; both allow the same events.', PUBLISH),
    ];
  }
  const fix = `Declare version ${nextMinor(version)} in the contract; the change is compatible. Then: ${PUBLISH}`;
  return [finding('VERSION_CHANGED', 'This version is published, but the contract allows other events.', fix)];
};

/** Every published version of the contract's major version, oldest first: archives contain events of all of them. */
const sameMajor = ({ published }: Domain, { type: eventType, version }: GatedContract): readonly PublishedVersion[] =>
  published.filter((one) => versionedName(one) === versionedName({ eventType, version }));

const renamed = (
  published: readonly PublishedVersion[],
  { detailType }: GatedContract,
  finding: (code: Finding['code'], why: string, fix: string) => Finding,
): readonly Finding[] =>
  published
    .map(({ schema }) => publishedDetailType(schema))
    .filter((older) => older !== detailType)
    .map((older) =>
      finding(
        'BREAKING_CHANGE',
        `Its detail-type was "${older}" and is now "${detailType}": no consumer's rule matches it.`,
        `Keep "${older}".`,
      ),
    );

/** The breaking changes against all published versions of the major version. Reports each place once, against the newest version. */
const breakingChanges = (
  published: readonly PublishedVersion[],
  contract: GatedContract,
  compatibility: Compatibility,
): readonly Incompatibility[] => {
  const asked: readonly Direction[] = compatibility === 'full' ? ['forward', 'backward'] : [compatibility];
  const found = published.toReversed().flatMap((older) => {
    const same = older.version === contract.version;
    const names = { older: same ? `the published ${older.version}` : older.version, newer: same ? 'the contract' : contract.version };
    const result = compare(bare(older.schema), bare(contract.schema), { names });
    return asked.flatMap((direction) => result[direction]);
  });
  return [...Map.groupBy(found, ({ direction, path, code }) => `${direction} ${path} ${code}`).values()].flatMap(
    ([newest]) => newest ?? [],
  );
};

const MEANING: Readonly<Record<Direction, string>> = {
  forward: 'Forward: deployed consumers read the new events.',
  backward: 'Backward: new consumers read old events, from archives and queues.',
};

/** The last published version of each major version that no contract declares. */
const removedMajors = (domain: Domain): readonly PublishedVersion[] => {
  const { published } = domain;
  const declared = new Set(gatedContracts(domain).map(({ type: eventType, version }) => versionedName({ eventType, version })));
  const gone = published.filter((one) => !declared.has(versionedName(one)));
  return [...new Map(gone.map((one) => [versionedName(one), one])).values()];
};

const checkRemoved = (version: PublishedVersion, topology: Topology, today: string): readonly Finding[] => {
  const { eventType, schema, deprecated, file } = version;
  const name = versionedName(version);
  const finding = (why: string, fix: string): Finding => ({ code: 'MAJOR_REMOVED', severity: 'error', subject: name, file, why, fix });
  if (schema[COMMAND_KEYWORD] === true) {
    const handlers = commandHandlers(topology, { commandType: eventType }).map(({ name: handler }) => handler);
    if (handlers.length === 0) return [];
    return [
      finding(
        `No contract declares it, but ${handlers.join(', ')} still handles it.`,
        'Restore the contract until no function handles it.',
      ),
    ];
  }
  if (deprecated === undefined || deprecated.sunset >= today) {
    const until = deprecated === undefined ? 'was never deprecated' : `may be used until ${deprecated.sunset}`;
    return [finding(`No contract declares it, but it ${until}.`, 'Restore the contract, and deprecate it first: since, sunset, reason.')];
  }
  const left = consumptionsOf(topology, { eventType, version: version.version, ...addressOf(schema) });
  if (left.length === 0) return [];
  const names = left.map(({ consumer }) => shortNames(topology)(consumer.name)).join(', ');
  return [
    finding(`No contract declares it, but it still has consumers: ${names}.`, 'Restore the contract until its consumers have moved.'),
  ];
};

const nextMinor = (version: string): string => `${majorOf(version)}.${Number(version.split('.')[1]) + 1}`;

/** The source and detail-type of a published schema's events. */
const addressOf = (schema: PublishedSchema): { readonly source: string; readonly detailType: string } => ({
  source: String(schema[SOURCE_KEYWORD]),
  detailType: String(schema[DETAIL_TYPE_KEYWORD]),
});

/** The metadata of a published schema. */
const BESIDE = new Set(['$id', COMMAND_KEYWORD, PUBLISHED_KEYWORD, DEPRECATED_KEYWORD, SOURCE_KEYWORD, DETAIL_TYPE_KEYWORD]);
const bare = (schema: PublishedSchema): JsonSchema =>
  parseSchema(Object.fromEntries(Object.entries(schema).filter(([name]) => !BESIDE.has(name))));

/** The schema without the day, which the contract does not know. */
const text = ({ [PUBLISHED_KEYWORD]: _day, ...schema }: PublishedSchema): string => JSON.stringify(schema);
