import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deprecation } from '@plumbline/event-kit';
import { DEPRECATED_KEYWORD, type PublishedSchema } from '@plumbline/event-kit/schema';
import { ContractGateError } from './errors.ts';

/** A published version of an event. */
export interface PublishedVersion {
  readonly eventType: string;
  /** `major.minor` */
  readonly version: string;
  readonly schema: PublishedSchema;
  /** The day of its publication, `yyyy-mm-dd`. */
  readonly publishedOn: string;
  readonly deprecated: Deprecation | undefined;
  /** Relative to the repository. */
  readonly file: string;
}

/** The keyword with the day of a schema's publication. */
export const PUBLISHED_KEYWORD = 'x-published';

/** The file of a version's published schema, relative to the repository. */
export const schemaFile = (folder: string, eventType: string, version: string): string => `${folder}/schemas/${eventType}/${version}.json`;

/**
 * Reads the published schemas of a contract workspace: `schemas/<EventType>/<major.minor>.json`.
 *
 * @throws ContractGateError `SCHEMA_UNREADABLE`
 */
export const readPublished = async (root: string, folder: string): Promise<readonly PublishedVersion[]> => {
  const schemas = join(root, folder, 'schemas');
  if (!existsSync(schemas)) return [];
  const types = await readdir(schemas);
  const versions = await Promise.all(
    types.sort().map(async (eventType) => {
      const files = (await readdir(join(schemas, eventType))).map((file) => file.replace(/\.json$/, '')).sort(byVersion);
      return Promise.all(files.map((version) => readVersion(root, folder, eventType, version)));
    }),
  );
  return versions.flat();
};

const readVersion = async (root: string, folder: string, eventType: string, version: string): Promise<PublishedVersion> => {
  const file = schemaFile(folder, eventType, version);
  const unreadable = (why: string, cause?: unknown): ContractGateError =>
    new ContractGateError(
      'SCHEMA_UNREADABLE',
      `${file} ${why}. Only "npm run plumb -- contracts publish" writes this file; restore it from git.`,
      {
        cause,
      },
    );
  if (!/^\d+\.\d+$/.test(version)) throw unreadable('is not named after a version');
  let schema: PublishedSchema;
  try {
    schema = JSON.parse(await readFile(join(root, file), 'utf8')) as PublishedSchema;
  } catch (cause) {
    throw unreadable('is not JSON', cause);
  }
  const publishedOn = schema[PUBLISHED_KEYWORD];
  if (typeof publishedOn !== 'string') throw unreadable(`does not have the day of its publication (${PUBLISHED_KEYWORD})`);
  return { eventType, version, schema, publishedOn, deprecated: schema[DEPRECATED_KEYWORD] as Deprecation | undefined, file };
};

/** Oldest first: `1.2` before `1.10` before `2.0`. */
export const byVersion = (a: string, b: string): number => {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
};
