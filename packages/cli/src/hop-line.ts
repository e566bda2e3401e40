import pc from 'picocolors';

/** Draws one step of a running system: the time (UTC), the place, and the step. */
export const hopLine = (where: string, what: string): string =>
  `  ${pc.dim(new Date().toISOString().slice(11, 23))}  ${pc.cyan(where.padEnd(8))} ${what}`;
