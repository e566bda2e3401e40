import { type EventPattern, versionedName } from '@plumbline/event-kit';
import { type Rule, rulesFor, type Topology } from '@plumbline/topology';
import type { Finding } from './finding.ts';
import type { Domain } from './read-contracts.ts';
import { schemaFile } from './read-published.ts';
import { knownOf, nameUser, type VersionUsage, versionUsage } from './version-usage.ts';

export interface VersionCheck {
  readonly domains: readonly Domain[];
  readonly topology: Topology;
  /** `yyyy-mm-dd` */
  readonly today: string;
}

/** Finds consumers of unpublished events, and of versions that are deprecated or past their sunset. */
export const checkVersions = ({ domains, topology, today }: VersionCheck): readonly Finding[] => [
  ...domains.flatMap(({ folder, contracts }) =>
    versionUsage(topology, contracts).flatMap((usage) => {
      const { contract } = usage;
      const place = { subject: versionedName(contract), file: schemaFile(folder, contract.eventType, contract.version) };
      return [...checkProducer(usage, place), ...checkDeprecated(usage, place, today)];
    }),
  ),
  ...checkRules(domains, topology),
];

type Place = Pick<Finding, 'subject' | 'file'>;

const checkProducer = ({ producers, consumers, contract }: VersionUsage, place: Place): readonly Finding[] => {
  if (producers.length > 0 || consumers.length === 0) return [];
  return [
    {
      code: 'NO_PRODUCER',
      severity: 'error',
      ...place,
      why: `No function publishes it, so its consumers never receive it: ${consumers.map(nameUser).join(', ')}.`,
      fix: `Add it to "publishes" in the manifest of a function, directly or through the downcast of a newer major version; or subscribe the consumers to a published version of ${contract.eventType}.`,
    },
  ];
};

const checkDeprecated = ({ contract, consumers }: VersionUsage, place: Place, today: string): readonly Finding[] => {
  const { deprecated } = contract;
  if (deprecated === undefined) return [];
  const { since, sunset, reason } = deprecated;
  const left = [...new Set(consumers.map(nameUser))].join(', ');
  const over = today > sunset;
  if (left === '') {
    if (!over) return [];
    const why = `Its grace period ended on ${sunset}, and it has no consumer.`;
    return [{ code: 'SUNSET_UNUSED', severity: 'warning', ...place, why, fix: 'Remove its contract and the downcast to it.' }];
  }
  const fix = `Subscribe them to the newer major version. ${reason}`;
  if (!over) {
    const why = `Deprecated since ${since}, it may be used until ${sunset} (${daysBetween(today, sunset)} days), and is consumed by ${left}.`;
    return [{ code: 'DEPRECATED_IN_USE', severity: 'warning', ...place, why, fix }];
  }
  const why = `Its grace period ended on ${sunset}, ${daysBetween(sunset, today)} days ago, and it is still consumed by ${left}.`;
  return [{ code: 'SUNSET_PASSED', severity: 'error', ...place, why, fix }];
};

/** Rules on our services' events that match no contract, because of a removed version or a misspelt name. */
const checkRules = (domains: readonly Domain[], topology: Topology): readonly Finding[] => {
  const declared = domains.flatMap(({ contracts }) => contracts);
  const taken = new Set(declared.flatMap((contract) => rulesFor(topology, knownOf(contract))));
  return topology.rules
    .filter(({ enabled }) => enabled)
    .filter(isOurs)
    .flatMap((rule) => {
      if (taken.has(rule) || rule.targets.length === 0) return [];
      return [
        {
          code: 'NO_CONTRACT',
          severity: 'error',
          subject: rule.name,
          file: `infra, stack ${rule.stack}`,
          why: `The rule matches events that no contract declares: ${JSON.stringify(rule.pattern)}.`,
          fix: 'Correct the detail-type, event type or major version, or declare the event.',
        } as const,
      ];
    });
};

/** Whether a pattern matches events in our envelope, like the patterns of `eventPattern`. */
const isOurs = ({ pattern }: Rule): boolean => {
  const detail = pattern?.detail;
  return typeof detail === 'object' && detail !== null && ENVELOPE in detail;
};
const ENVELOPE = 'Metadata' satisfies keyof EventPattern['detail'];

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
