import type { Topology } from './topology.ts';

/** Derives the name that a manifest declares from the deployed name, so that the catalog is the same for every environment. */
export type ShortName = (deployed: string) => string;

/** Deployed names begin with project and environment, and those of buckets end with the account. */
export const shortNames = ({ buses }: Topology): ShortName => {
  // The name of the bus consists of project and environment only (event-kit's busName).
  const prefix = buses[0] === undefined ? '' : `${buses[0].name}-`;
  return (deployed) => (deployed.startsWith(prefix) ? deployed.slice(prefix.length) : deployed).replace(/-\d{12}$/, '');
};
