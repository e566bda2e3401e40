import { checkName, checkOptions, type Refuse, refusing, repeated } from '../refuse.ts';
import type { FunctionManifest } from './define-function.ts';
import type { Forward } from './forward.ts';
import type { Bucket, Queue, Table } from './resource.ts';

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
  /** Derived from the functions, the forwards and `alsoHas`. */
  readonly tables: readonly Table[];
  readonly buckets: readonly Bucket[];
  readonly queues: readonly Queue[];
}

type Declaration = Pick<ServiceManifest, 'name' | 'domain' | 'team' | 'summary' | 'functions'> &
  Partial<Pick<ServiceManifest, 'forwards'>> & {
    /** Resources that no function uses and no forward targets, such as a table for analysts. @default none */
    readonly alsoHas?: readonly (Table | Bucket | Queue)[];
  };

/**
 * Declares a service. Its tables, buckets and queues are those that its functions use and its forwards target.
 *
 * @throws EventKitError `INVALID_DECLARATION` when two of its parts would have one name
 */
export const defineService = ({ alsoHas = [], ...declaration }: Declaration): ServiceManifest => {
  const refuse = refusing(`Service ${declaration.name}`);
  checkOptions(refuse, declaration, ['name', 'domain', 'team', 'summary', 'functions', 'forwards']);
  checkName(refuse, 'name', declaration.name);
  checkName(refuse, 'domain', declaration.domain);
  checkName(refuse, 'team', declaration.team);
  const { functions, forwards = [] } = declaration;
  const used = new Set([...functions.flatMap(resourcesOf), ...forwards.flatMap(({ to }) => (to.kind === 'queue' ? [to] : []))]);
  for (const { kind, name } of alsoHas.filter((resource) => used.has(resource)))
    refuse(`the ${kind} ${name} is already used by a function or forward. Remove it from "alsoHas".`);
  const resources = [...used, ...alsoHas];
  const ofKind = <Kind extends (typeof resources)[number]['kind']>(kind: Kind) =>
    resources.filter((resource): resource is Extract<typeof resource, { readonly kind: Kind }> => resource.kind === kind);
  const manifest = { ...declaration, forwards, tables: ofKind('table'), buckets: ofKind('bucket'), queues: ofKind('queue') };
  checkNames(manifest, refuse);
  return manifest;
};

const resourcesOf = ({ uses, idempotency, endpoint }: FunctionManifest): readonly (Table | Bucket | Queue)[] =>
  [...uses.map(({ resource }) => resource), idempotency?.table, endpoint?.bucket].filter((resource) => resource !== undefined);

/** Rejects names for which infra would create two resources of the same name. */
const checkNames = ({ functions, forwards, tables, buckets, queues }: ServiceManifest, refuse: Refuse): void => {
  for (const { name } of repeated(functions, (fn) => fn)) refuse(`it lists the function ${name} twice. Remove one of them.`);
  const addresses = [...new Set(forwards.map(({ to }) => to))].filter(({ kind }) => kind === 'api-destination');
  const named = [
    // Each has a dead-letter queue for undelivered events.
    ...[['functions or forwards', [...functions, ...forwards]] as const],
    // A function with batching has a queue of the same name.
    ...[['queues', [...queues, ...functions.filter(({ batching }) => batching !== undefined)]] as const],
    ...[['tables', tables] as const, ['buckets', buckets] as const, ['API destinations', addresses] as const],
  ];
  for (const [kind, parts] of named) {
    for (const { name } of repeated<{ readonly name: string }>(parts, (part) => part.name))
      refuse(`two of its ${kind} are called ${name}. Choose unique names.`);
  }
};
