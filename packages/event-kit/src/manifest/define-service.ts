import { EventKitError } from '../errors.ts';
import type { FunctionManifest } from './define-function.ts';
import type { Forward } from './forward.ts';
import type { Bucket, Queue, Table } from './resource.ts';

/** A domain service: one team's functions and what belongs to them. It becomes one stack and one HCP Terraform workspace. */
export interface ServiceManifest {
  /** In kebab-case; also the folder below `services/`. */
  readonly name: string;
  readonly team: string;
  readonly summary: string;
  readonly functions: readonly FunctionManifest[];
  readonly tables: readonly Table[];
  readonly buckets: readonly Bucket[];
  readonly queues: readonly Queue[];
  /** Where events go without a function. */
  readonly forwards: readonly Forward[];
}

/**
 * Declares a service.
 *
 * @throws EventKitError `INVALID_DECLARATION` when a function uses a resource that no service field names: it would not be created.
 */
export const defineService = (
  declaration: Pick<ServiceManifest, 'name' | 'team' | 'summary' | 'functions'> & Partial<ServiceManifest>,
): ServiceManifest => {
  const manifest = { tables: [], buckets: [], queues: [], forwards: [], ...declaration };
  const own = new Set<unknown>([...manifest.tables, ...manifest.buckets, ...manifest.queues]);
  for (const fn of manifest.functions) {
    const used = [...fn.uses.map((grant) => grant.resource), fn.remembersIn, fn.endpoint?.bucket];
    for (const resource of used) {
      if (resource === undefined || own.has(resource)) continue;
      throw new EventKitError(
        'INVALID_DECLARATION',
        `Service ${manifest.name}: function ${fn.name} uses the ${resource.kind} ${resource.name}, which the service does not list. ` +
          `Add it to "${resource.kind}s"; a service may touch its own resources only.`,
      );
    }
  }
  for (const { name, to } of manifest.forwards) {
    if (to.kind === 'api-destination' || own.has(to)) continue;
    throw new EventKitError(
      'INVALID_DECLARATION',
      `Service ${manifest.name}: ${name} forwards to the queue ${to.name}, which the service does not list. Add it to "queues".`,
    );
  }
  return manifest;
};
