import { z } from 'zod';

/** A major version that will be removed. */
export interface Deprecation {
  /** The day from which consumers should move, `yyyy-mm-dd`. */
  readonly since: string;
  /** The last day of the grace period, `yyyy-mm-dd`: after it, `plumb check` fails while the version still has a consumer. */
  readonly sunset: string;
  /** The reason, and the replacement. */
  readonly reason: string;
}

const day = z.iso.date();

/** Rejects an inconsistent deprecation. */
export const checkDeprecation = (deprecated: Deprecation | undefined, refuse: (why: string) => never): void => {
  if (deprecated === undefined) return;
  const { since, sunset, reason } = deprecated;
  for (const [name, value] of Object.entries({ since, sunset })) {
    if (!day.safeParse(value).success) refuse(`deprecated.${name} must be a day, such as 2027-03-31, and is "${value}".`);
  }
  if (sunset < since) refuse(`deprecated.sunset (${sunset}) is before deprecated.since (${since}).`);
  if (reason.trim() === '') refuse('deprecated.reason must state the reason and the replacement.');
};
