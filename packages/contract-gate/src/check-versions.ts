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

/** Finds consumers of what nobody publishes, and of what is, or will be, over. */
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
      why: `No function publishes it, and ${consumers.map(nameUser).join(', ')} wait for it for ever.`,
      fix: `Add it to "publishes" in the manifest of a function, as it is or by the downcast of a newer major; or let the consumers use what is published of ${contract.eventType}.`,
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
    const why = `Its grace period ended on ${sunset}, and nobody consumes it.`;
    return [{ code: 'SUNSET_UNUSED', severity: 'warning', ...place, why, fix: 'Remove its contract and the downcast to it.' }];
  }
  const fix = `Let them subscribe to the newer major. ${reason}`;
  if (!over) {
    const why = `Deprecated since ${since}, it may be used until ${sunset} (${daysBetween(today, sunset)} days), and is consumed by ${left}.`;
    return [{ code: 'DEPRECATED_IN_USE', severity: 'warning', ...place, why, fix }];
  }
  const why = `Its grace period ended on ${sunset}, ${daysBetween(sunset, today)} days ago, and it is still consumed by ${left}.`;
  return [{ code: 'SUNSET_PASSED', severity: 'error', ...place, why, fix }];
};

/** Rules on the events of our services that fit no contract: a version that is gone, or a name that is misspelt. */
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
          why: `The rule takes events that no contract declares: ${JSON.stringify(rule.pattern)}.`,
          fix: 'Correct detail-type, event type or major, or declare the event.',
        } as const,
      ];
    });
};

/** Whether a pattern speaks of events in our envelope, as those that `eventPattern` writes do. */
const isOurs = ({ pattern }: Rule): boolean => {
  const detail = pattern?.detail;
  return typeof detail === 'object' && detail !== null && ENVELOPE in detail;
};
const ENVELOPE = 'Metadata' satisfies keyof EventPattern['detail'];

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
