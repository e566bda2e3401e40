import { versionUsage } from '@plumbline/contract-gate';
import pc from 'picocolors';
import { readSystem } from '../checks/read-system.ts';
import type { Connection } from '../connection.ts';
import { type Delivered, deliveriesInLogs, deliveriesInMetrics } from './deliveries.ts';
import { drawVersions } from './draw-versions.ts';

export interface VersionsOptions {
  readonly days: number;
  readonly now: Date;
}

/** Prints the publishers and consumers of each major version of each event, with the number of deliveries. */
export const versions = async (
  root: string,
  connection: Connection,
  { days, now }: VersionsOptions,
  say: (line: string) => void,
): Promise<void> => {
  const { topology, domains } = await readSystem(root);
  const functions = topology.functions.map(({ name }) => name);
  const seen = await deliveries(connection, functions, days, now);
  const usage = versionUsage(
    topology,
    domains.flatMap(({ contracts }) => contracts),
  );
  for (const line of drawVersions({ usage, deliveries: seen, today: now.toISOString().slice(0, 10) })) say(line);
  const asked = `deliveries of ${days} days at ${connection.where}`;
  say(
    pc.dim(
      seen === undefined
        ? `Nothing answers at ${connection.where}, so deliveries are not shown. Start the local system with "npm start".`
        : asked,
    ),
  );
};

const deliveries = async (
  connection: Connection,
  functions: readonly string[],
  days: number,
  now: Date,
): Promise<readonly Delivered[] | undefined> => {
  try {
    if (connection.metrics !== undefined) return await deliveriesInMetrics(connection.metrics, days, now);
    return await deliveriesInLogs(connection.logs, functions, days, now);
  } catch (error) {
    if ((error as { code?: string }).code === 'ECONNREFUSED') return undefined;
    throw error;
  }
};
