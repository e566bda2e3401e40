import type { ServiceManifest } from '@plumbline/event-kit';

/**
 * All services are deployed into one account, so names are unique in the repository.
 *
 * @throws Error when two services have one name
 */
export const checkUniqueNames = (services: readonly ServiceManifest[]): void => {
  const owners = new Map<string, string>();
  for (const { name: service, functions, forwards, tables, buckets, queues } of services) {
    const addresses = new Set(forwards.flatMap(({ to }) => (to.kind === 'api-destination' ? [to.name] : [])));
    const named = [
      ...namesOf('service', [{ name: service }]),
      ...namesOf('function or forward', [...functions, ...forwards]),
      ...namesOf('table', tables),
      ...namesOf('bucket', buckets),
      // A function that takes batches has a queue of its name.
      ...namesOf('queue', [...queues, ...functions.filter(({ batching }) => batching !== undefined)]),
      ...[...addresses].map((name) => `API destination ${name}`),
    ];
    for (const one of named) {
      const other = owners.get(one);
      if (other !== undefined) throw new Error(`The services ${other} and ${service} both have the ${one}. Rename one of them.`);
      owners.set(one, service);
    }
  }
};

const namesOf = (kind: string, parts: readonly { readonly name: string }[]): readonly string[] =>
  parts.map(({ name }) => `${kind} ${name}`);
