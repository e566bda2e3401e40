import { nameUser, type VersionUsage } from '@plumbline/contract-gate';
import { majorOf, versionedName } from '@plumbline/event-kit';
import pc from 'picocolors';
import type { Delivered } from './deliveries.ts';

export interface VersionsView {
  readonly usage: readonly VersionUsage[];
  /** `undefined` when the system did not answer. */
  readonly deliveries: readonly Delivered[] | undefined;
  /** `yyyy-mm-dd` */
  readonly today: string;
}

/** Draws a table: each event and major version with its producers, its consumers, and the deliveries to each consumer. */
export const drawVersions = ({ usage, deliveries, today }: VersionsView): readonly string[] =>
  usage.flatMap((one) => {
    const { contract, producers, consumers } = one;
    const unused = producers.length === 0 && consumers.length === 0;
    const lines = [...new Map(consumers.map((user) => [user.arn, user])).values()].map((user) => {
      const count = countOf(deliveries, one, user.name);
      return `    -> ${nameUser(user).padEnd(NAME_WIDTH)} ${count === undefined ? '' : drawCount(count)}`.trimEnd();
    });
    return [
      `${pc.bold(versionedName(contract))} ${pc.dim(contract.version)} ${stateOf(one, today)}`.trimEnd(),
      `    ${producers.length === 0 ? pc.yellow('no publisher') : `by ${[...new Set(producers.map(nameUser))].join(', ')}`}`,
      ...(lines.length === 0 ? [`    ${unused ? '' : pc.yellow('no consumer')}`.trimEnd()] : lines),
      '',
    ];
  });

const NAME_WIDTH = 44;

const drawCount = (count: number): string =>
  count === 0 ? pc.dim('no deliveries seen') : `${count} ${count === 1 ? 'delivery' : 'deliveries'}`;

const stateOf = ({ contract: { deprecated }, consumers }: VersionUsage, today: string): string => {
  if (deprecated === undefined) return '';
  if (today <= deprecated.sunset) return pc.yellow(`deprecated, until ${deprecated.sunset}`);
  return consumers.length > 0
    ? pc.red(`past its sunset on ${deprecated.sunset}`)
    : pc.yellow(`past its sunset on ${deprecated.sunset}, can be removed`);
};

const countOf = (deliveries: readonly Delivered[] | undefined, { contract }: VersionUsage, consumer: string): number | undefined =>
  deliveries
    ?.filter(
      (one) => one.consumer === consumer && one.eventType === contract.eventType && majorOf(one.version) === majorOf(contract.version),
    )
    .reduce((sum, { count }) => sum + count, 0);
