import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Domain, readContracts } from '@plumbline/contract-gate';
import type { EventContract, ServiceManifest } from '@plumbline/event-kit';

/** What is there already, to which something new is added. */
export interface Known {
  readonly root: string;
  readonly domains: readonly Domain[];
  readonly services: readonly ServiceManifest[];
}

/** Reads contracts and manifests. */
export const readKnown = async (root: string): Promise<Known> => {
  const folders = (await readdir(join(root, 'services'))).filter((name) => existsSync(join(root, 'services', name, 'src/manifest.ts')));
  return { root, domains: await readContracts(root), services: await Promise.all(folders.sort().map((name) => readManifest(root, name))) };
};

const readManifest = async (root: string, name: string): Promise<ServiceManifest> => {
  const exported = (await import(pathToFileURL(join(root, 'services', name, 'src/manifest.ts')).href)) as Record<string, unknown>;
  const manifest = Object.values(exported).find(isService);
  if (manifest === undefined) throw new Error(`services/${name}/src/manifest.ts exports no service. It must call defineService.`);
  return manifest;
};

const isService = (value: unknown): value is ServiceManifest =>
  typeof value === 'object' && value !== null && 'functions' in value && 'team' in value;

/** An event by its name, newest major first, with its domain. @throws Error when there is none, naming those that are there */
export const eventNamed = ({ domains }: Known, eventType: string): { readonly domain: Domain; readonly contract: EventContract } => {
  for (const domain of domains) {
    const contract = domain.contracts.find((one) => one.eventType === eventType);
    if (contract !== undefined) return { domain, contract };
  }
  const all = domains.flatMap(({ contracts }) => contracts.map((one) => one.eventType));
  throw new Error(`There is no event ${eventType}. There are ${[...new Set(all)].join(', ')}.`);
};

/** @throws Error when there is none, naming those that are there */
export const serviceNamed = ({ services }: Known, name: string): ServiceManifest => {
  const found = services.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no service ${name}. There are ${services.map((one) => one.name).join(', ')}.`);
  return found;
};

/** The service that has a function of that name. @throws Error when there is none, naming those that are there */
export const serviceOfFunction = ({ services }: Known, name: string): ServiceManifest => {
  const found = services.find(({ functions }) => functions.some((fn) => fn.name === name));
  const all = services.flatMap(({ functions }) => functions.map((fn) => fn.name));
  if (found === undefined) throw new Error(`There is no function ${name}. There are ${all.join(', ')}.`);
  return found;
};

/** @throws Error when a function of that name is there: names are unique in the whole system, because they are deployed into one account */
export const refuseTakenFunction = ({ services }: Known, name: string): void => {
  const taken = services.find(({ functions }) => functions.some((fn) => fn.name === name));
  if (taken !== undefined) throw new Error(`There is a function ${name} already, in the service ${taken.name}. Choose another name.`);
};
