import { commandQueueName, type ServiceManifest } from '@plumbline/event-kit';

/**
 * Checks that names are unique in the repository, because all services share one account.
 *
 * @throws Error when two services use the same name
 */
export const checkUniqueNames = (services: readonly ServiceManifest[]): void => {
  const owners = new Map<string, string>();
  for (const { name: service, functions, forwards, workflows, apis, tables, buckets, queues, topics, mailSenders } of services) {
    const addresses = new Set(forwards.flatMap(({ to }) => (to.kind === 'api-destination' ? [to.name] : [])));
    const named = [
      ...namesOf('service', [{ name: service }]),
      ...namesOf('function or forward', [...functions, ...forwards]),
      ...namesOf('table', tables),
      ...namesOf('bucket', buckets),
      // A function with batching has a queue of the same name, and so has a command, which has one handler.
      ...namesOf('queue', [...queues, ...functions.filter(({ batching, handles }) => batching !== undefined && handles.length === 0)]),
      ...functions.flatMap(({ handles }) => handles.map((command) => `queue ${commandQueueName(command)}`)),
      ...namesOf('topic', topics),
      ...namesOf('mail sender', mailSenders),
      ...namesOf('workflow', workflows),
      ...namesOf('GraphQL API', apis),
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
