import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Domain } from '@plumbline/contract-gate';
import type { EventContract } from '@plumbline/event-kit';
import { lockWorkspace, type Manifest } from './edit-lockfile.ts';
import { editList, editManifest, type ManifestAddition } from './edit-manifest.ts';
import { eventFiles, exportLine, NEW_EVENT_TERMINAL, withoutTerminal } from './event-files.ts';
import { exportedName, packageName } from './exported-name.ts';
import { functionDeclaration, functionFiles, type NewFunction } from './function-files.ts';
import type { Imported } from './imported.ts';
import { eventNamed, type Known, refuseTakenFunction, serviceNamed, serviceOfFunction } from './known.ts';
import { serviceFiles } from './service-files.ts';
import { camel, isKebab, isPascal, kebab } from './words.ts';
import { workspaceFolders } from './workspace-folders.ts';
import type { Plan } from './write-new.ts';

const LIST_OF_SERVICES = 'infra/src/services.ts';

export interface ServiceWish {
  readonly on: string;
  readonly publishes: readonly string[];
  /** @default `<service>-team` */
  readonly team?: string;
  /** @default the service's name and the event's */
  readonly function?: string;
}

/** Plans a new service with a function that consumes an event. */
export const planService = async (known: Known, name: string, wish: ServiceWish): Promise<Plan> => {
  if (!isKebab(name)) throw new Error(`"${name}" is not a valid service name. Use kebab-case, such as store-sales.`);
  if (known.services.some((one) => one.name === name))
    throw new Error(`The service ${name} already exists. Add a function to it with "plumb new function".`);
  const first = await newFunction(known, wish.function ?? `${name}-${kebab(wish.on)}`, name, wish);
  const [folder, packageOfService] = [`services/${name}`, `@plumbline/service-${name}`];
  const files = serviceFiles({ name, domain: eventNamed(known, wish.on).domain.name, team: wish.team ?? `${name}-team`, first });
  const folders = new Map([...(await workspaceFolders(known.root)), [packageOfService, folder]]);
  const infra = withDependency(await readFile(join(known.root, 'infra/package.json'), 'utf8'), packageOfService);
  const lock = (text: string): string => {
    const withService = lockWorkspace(text, folder, manifestIn(files.get(`${folder}/package.json`) ?? '{}'), folders);
    return lockWorkspace(withService, 'infra', manifestIn(infra), folders);
  };
  return {
    files,
    edits: new Map<string, (text: string) => string>([
      [
        LIST_OF_SERVICES,
        (text) => editList(text, LIST_OF_SERVICES, 'SERVICES', { name: camel(name), from: `${packageOfService}/manifest` }),
      ],
      ['infra/package.json', () => infra],
      ['pnpm-lock.yaml', lock],
      ...noLongerTerminal(known, wish.on),
    ]),
  };
};

export interface FunctionWish {
  readonly service: string;
  readonly on: string;
  readonly publishes: readonly string[];
}

/** Plans a new function in an existing service. */
export const planFunction = async (known: Known, name: string, wish: FunctionWish): Promise<Plan> => {
  const service = serviceNamed(known, wish.service);
  const fn = await newFunction(known, name, service.name, wish);
  const file = `services/${service.name}/src/manifest.ts`;
  const addition: ManifestAddition = {
    imports: new Map<string, readonly string[]>([
      ['@plumbline/event-kit', ['defineFunction', 'on']],
      ...[fn.consumes, ...fn.publishes].map(({ from, exportedAs }) => [from, [exportedAs]] as const),
    ]),
    declaration: { text: functionDeclaration(fn), name: camel(name) },
  };
  const manifest = [file, (text: string) => editManifest(text, file, merged(addition, fn))] as const;
  return { files: functionFiles(fn), edits: new Map([manifest, ...noLongerTerminal(known, wish.on)]) };
};

/** "plumb new event" marks an event as terminal. The first consumer removes the mark. */
const noLongerTerminal = (known: Known, eventType: string): readonly (readonly [file: string, edit: (text: string) => string])[] => {
  const { domain, contract } = eventNamed(known, eventType);
  return contract.terminal === NEW_EVENT_TERMINAL ? [[`${domain.folder}/src/${kebab(eventType)}.ts`, withoutTerminal]] : [];
};

/** Merges the events of one package into one import. */
const merged = (addition: ManifestAddition, { consumes, publishes }: NewFunction): ManifestAddition => {
  const events = Map.groupBy([consumes, ...publishes], ({ from }) => from);
  const imports = new Map([
    ...addition.imports,
    ...[...events].map(([from, group]) => [from, [...new Set(group.map(({ exportedAs }) => exportedAs))]] as const),
  ]);
  return { ...addition, imports };
};

export interface EventWish {
  /** The function that will publish it. Its service's team owns the event. */
  readonly by: string;
  /** @default that of the other events of the service */
  readonly domain?: string;
}

/** Plans a new event, published by an existing function. */
export const planEvent = async (known: Known, eventType: string, { by, domain: wanted }: EventWish): Promise<Plan> => {
  if (!isPascal(eventType))
    throw new Error(`"${eventType}" is not a valid event name. Use a fact in the past tense, in PascalCase, such as OrderPacked.`);
  const service = serviceOfFunction(known, by);
  const domain = domainFor(
    known,
    wanted,
    service.functions.flatMap((fn) => [...fn.publishes, ...fn.consumes.map(({ event }) => event)]),
  );
  const from = await packageName(known.root, domain.folder);
  const manifest = `services/${service.name}/src/manifest.ts`;
  const addition = { imports: new Map([[from, [eventType]]]), publishes: { functionName: by, event: eventType } };
  const folder = `services/${service.name}`;
  const packageJson = withDependency(await readFile(join(known.root, folder, 'package.json'), 'utf8'), from);
  const folders = await workspaceFolders(known.root);
  return {
    files: eventFiles({ eventType, folder: domain.folder, source: `plumbline.${service.name}`, owner: service.team, key: keyOf(domain) }),
    edits: new Map<string, (text: string) => string>([
      [`${domain.folder}/src/index.ts`, (text) => text + exportLine(eventType)],
      [manifest, (text) => editManifest(text, manifest, addition)],
      [`${folder}/package.json`, () => packageJson],
      ['pnpm-lock.yaml', (text) => lockWorkspace(text, folder, manifestIn(packageJson), folders)],
    ]),
  };
};

const domainFor = ({ domains }: Known, wanted: string | undefined, events: readonly EventContract[]): Domain => {
  const found = domains.find((domain) =>
    wanted === undefined ? domain.contracts.some((one) => events.includes(one)) : domain.name === wanted,
  );
  if (found !== undefined) return found;
  throw new Error(
    `${wanted === undefined ? 'The domain of the service is not known' : `The domain ${wanted} does not exist`}. Pass --domain with one of: ${domains.map(({ name }) => name).join(', ')}.`,
  );
};

/** The property that identifies the subject of a domain's events: the id that most of them have. */
const keyOf = ({ contracts }: Domain): string => {
  const ids = contracts.flatMap(({ data }) => Object.keys(data.shape).filter((name) => name.endsWith('_id')));
  const counted = Map.groupBy(ids, (name) => name);
  return [...counted].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 'id';
};

const newFunction = async (
  known: Known,
  name: string,
  service: string,
  { on, publishes }: Pick<FunctionWish, 'on' | 'publishes'>,
): Promise<NewFunction> => {
  if (!isKebab(name)) throw new Error(`"${name}" is not a valid function name. Use kebab-case, such as cook-order.`);
  refuseTakenFunction(known, name);
  return { name, service, consumes: await imported(known, on), publishes: await Promise.all(publishes.map((one) => imported(known, one))) };
};

const imported = async (known: Known, eventType: string): Promise<Imported> => {
  const { domain, contract } = eventNamed(known, eventType);
  const [exportedAs, from] = await Promise.all([exportedName(known.root, domain.folder, contract), packageName(known.root, domain.folder)]);
  return { eventType, exportedAs, from };
};

/** Adds a workspace dependency to a package.json, in alphabetical order. */
const withDependency = (text: string, name: string): string => {
  const document = JSON.parse(text) as { readonly dependencies: Readonly<Record<string, string>> };
  const dependencies = Object.fromEntries(
    Object.entries({ ...document.dependencies, [name]: 'workspace:*' }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `${JSON.stringify({ ...document, dependencies }, null, 2)}\n`;
};

const manifestIn = (text: string): Manifest => JSON.parse(text) as Manifest;
