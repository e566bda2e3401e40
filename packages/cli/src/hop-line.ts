import pc from 'picocolors';

/** A line of what a running system does: the time (UTC), where, and what. */
export const hopLine = (where: string, what: string): string =>
  `  ${pc.dim(new Date().toISOString().slice(11, 23))}  ${pc.cyan(where.padEnd(8))} ${what}`;
