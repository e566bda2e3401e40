import { commandQueueName } from '../command/define-command.ts';
import { checkName, checkOptions, type Refuse, refusing, repeated } from '../refuse.ts';
import type { FunctionManifest } from './define-function.ts';
import type { Forward } from './forward.ts';
import type { GraphqlApi, Resolver } from './graphql-api.ts';
import type { MailSender } from './mail-sender.ts';
import type { Bucket, Queue, Resource, Table } from './resource.ts';
import type { Topic } from './topic.ts';
import type { Workflow } from './workflow.ts';

/** A domain service: one team's functions and their resources. It becomes one stack and one HCP Terraform workspace. */
export interface ServiceManifest {
  /** In kebab-case; also the folder below `services/`. */
  readonly name: string;
  /** The domain of the service, in kebab-case: the folder of the domain's contracts below `packages/contracts/`. */
  readonly domain: string;
  /** In kebab-case. */
  readonly team: string;
  readonly summary: string;
  readonly functions: readonly FunctionManifest[];
  /** Deliveries of events without a function. */
  readonly forwards: readonly Forward[];
  readonly workflows: readonly Workflow[];
  readonly apis: readonly GraphqlApi[];
  /** Derived from the functions, workflows, APIs, forwards and `alsoHas`. */
  readonly tables: readonly Table[];
  readonly buckets: readonly Bucket[];
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly mailSenders: readonly MailSender[];
}

/** The resources of a service that infra creates because something uses them. */
type Used = Table | Bucket | Queue | Topic | MailSender;
const USED: readonly Resource['kind'][] = ['table', 'bucket', 'queue', 'topic', 'mail-sender'];

type Declaration = Pick<ServiceManifest, 'name' | 'domain' | 'team' | 'summary' | 'functions'> &
  Partial<Pick<ServiceManifest, 'forwards' | 'workflows' | 'apis'>> & {
    /** Resources that nothing of the service uses, such as a table for analysts. @default none */
    readonly alsoHas?: readonly Used[];
  };

/**
 * Declares a service. Its tables, buckets, queues, topics and mail senders are those that its functions, workflows, APIs and forwards use.
 *
 * @throws EventKitError `INVALID_DECLARATION` when two of its parts would have one name
 */
export const defineService = ({ alsoHas = [], ...declaration }: Declaration): ServiceManifest => {
  const refuse = refusing(`Service ${declaration.name}`);
  checkOptions(refuse, declaration, ['name', 'domain', 'team', 'summary', 'functions', 'forwards', 'workflows', 'apis']);
  checkName(refuse, 'name', declaration.name);
  checkName(refuse, 'domain', declaration.domain);
  checkName(refuse, 'team', declaration.team);
  const { functions, forwards = [], workflows = [], apis = [] } = declaration;
  const used = new Set<Resource>([
    ...functions.flatMap(resourcesOf),
    ...workflows.flatMap(({ uses }) => uses.map(({ resource }) => resource)),
    ...apis.flatMap(({ resolvers }) => Object.values(resolvers).flatMap(tablesOf)),
    ...forwards.flatMap(({ to }) => (to.kind === 'queue' ? [to] : [])),
  ]);
  for (const { kind, name } of alsoHas.filter((resource) => used.has(resource)))
    refuse(`the ${kind} ${name} is already used by another part of it. Remove it from "alsoHas".`);
  const resources = [...used, ...alsoHas].filter((resource): resource is Used => USED.includes(resource.kind));
  const ofKind = <Kind extends Used['kind']>(kind: Kind) =>
    resources.filter((resource): resource is Extract<Used, { readonly kind: Kind }> => resource.kind === kind);
  const manifest = {
    ...declaration,
    forwards,
    workflows,
    apis,
    tables: ofKind('table'),
    buckets: ofKind('bucket'),
    queues: ofKind('queue'),
    topics: ofKind('topic'),
    mailSenders: ofKind('mail-sender'),
  };
  checkListed(manifest, used, refuse);
  checkNames(manifest, refuse);
  return manifest;
};

const resourcesOf = ({ uses, idempotency, endpoint, outbox }: FunctionManifest): readonly Resource[] =>
  [...uses.map(({ resource }) => resource), idempotency?.table, endpoint?.bucket, outbox?.table].filter(
    (resource) => resource !== undefined,
  );

const tablesOf = (resolver: Resolver): readonly Table[] => {
  const sources = resolver.kind === 'pipeline' ? Object.values(resolver.steps) : [resolver];
  return sources.flatMap((source) => (source.kind === 'table' ? [source.table] : []));
};

/** Rejects a workflow, API or function that another part uses, and that the service does not list. */
const checkListed = ({ functions, workflows, apis }: ServiceManifest, used: ReadonlySet<Resource>, refuse: Refuse): void => {
  const listed = new Set<Resource>([...workflows, ...apis]);
  for (const { kind, name } of used) {
    const list = kind === 'workflow' ? 'workflows' : kind === 'graphql-api' ? 'apis' : undefined;
    if (list !== undefined && ![...listed].some((one) => one.kind === kind && one.name === name))
      refuse(`it uses the ${kind} ${name}, but does not list it. Add it to "${list}".`);
  }
  const sources = apis
    .flatMap(({ resolvers }) => Object.values(resolvers))
    .flatMap((one) => (one.kind === 'pipeline' ? Object.values(one.steps) : [one]));
  const invoked = [
    ...workflows.flatMap(({ invokes }) => invokes),
    ...sources.flatMap((source) => (source.kind === 'function' ? [source.fn] : [])),
  ];
  for (const { name } of invoked.filter((fn) => !functions.includes(fn)))
    refuse(`it invokes the function ${name}, but does not list it. Add it to "functions".`);
  for (const { name } of functions.filter((fn) => fn.task === true && !invoked.includes(fn)))
    refuse(`the task ${name} is not invoked. Add it to a workflow's "invokes" or an API's "resolvers".`);
  const tables = functions.flatMap(({ outbox }) => outbox?.table ?? []);
  for (const { name } of repeated(tables, (table) => table))
    refuse(`two of its functions have the outbox of the table ${name}. Merge them.`);
};

/** Rejects names for which infra would create two resources of the same name. */
const checkNames = (manifest: ServiceManifest, refuse: Refuse): void => {
  const { functions, forwards, workflows, apis, tables, buckets, queues, topics, mailSenders } = manifest;
  for (const { name } of repeated(functions, (fn) => fn)) refuse(`it lists the function ${name} twice. Remove one of them.`);
  const addresses = [...new Set(forwards.map(({ to }) => to))].filter(({ kind }) => kind === 'api-destination');
  const commands = functions.flatMap(({ handles }) => handles.map((command) => ({ name: commandQueueName(command) })));
  const named: readonly (readonly [kind: string, parts: readonly { readonly name: string }[]])[] = [
    // Each has a dead-letter queue for undelivered events.
    ['functions or forwards', [...functions, ...forwards]],
    // A function with batching has a queue of the same name, and so has a command.
    ['queues', [...queues, ...functions.filter(({ batching, handles }) => batching !== undefined && handles.length === 0), ...commands]],
    ['tables', tables],
    ['buckets', buckets],
    ['topics', topics],
    ['mail senders', mailSenders],
    ['workflows', workflows],
    ['GraphQL APIs', apis],
    ['API destinations', addresses],
  ];
  for (const [kind, parts] of named) {
    for (const { name } of repeated(parts, (part) => part.name)) refuse(`two of its ${kind} are called ${name}. Choose unique names.`);
  }
};
