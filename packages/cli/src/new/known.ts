import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Domain, readContracts } from '@plumbline/contract-gate';
import type { EventContract, ServiceManifest } from '@plumbline/event-kit';

/** The existing system, to which "plumb new" adds. */
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
  if (manifest === undefined) throw new Error(`services/${name}/src/manifest.ts does not export a service. It must call defineService.`);
  return manifest;
};

const isService = (value: unknown): value is ServiceManifest =>
  typeof value === 'object' && value !== null && 'functions' in value && 'team' in value;

/** Finds an event by its name, newest major version first, with its domain. @throws Error when it does not exist; lists the existing events */
export const eventNamed = ({ domains }: Known, eventType: string): { readonly domain: Domain; readonly contract: EventContract } => {
  for (const domain of domains) {
    const contract = domain.contracts.find((one) => one.eventType === eventType);
    if (contract !== undefined) return { domain, contract };
  }
  const all = domains.flatMap(({ contracts }) => contracts.map((one) => one.eventType));
  throw new Error(`The event ${eventType} does not exist. Existing events: ${[...new Set(all)].join(', ')}.`);
};

/** @throws Error when it does not exist; lists the existing ones */
export const serviceNamed = ({ services }: Known, name: string): ServiceManifest => {
  const found = services.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`The service ${name} does not exist. Existing services: ${services.map((one) => one.name).join(', ')}.`);
  return found;
};

/** Finds the service with a function of that name. @throws Error when the function does not exist; lists the existing functions */
export const serviceOfFunction = ({ services }: Known, name: string): ServiceManifest => {
  const found = services.find(({ functions }) => functions.some((fn) => fn.name === name));
  const all = services.flatMap(({ functions }) => functions.map((fn) => fn.name));
  if (found === undefined) throw new Error(`The function ${name} does not exist. Existing functions: ${all.join(', ')}.`);
  return found;
};

/** @throws Error when a function of that name exists. Names are unique in the whole system, because all functions share one account. */
export const refuseTakenFunction = ({ services }: Known, name: string): void => {
  const taken = services.find(({ functions }) => functions.some((fn) => fn.name === name));
  if (taken !== undefined) throw new Error(`The function ${name} already exists in the service ${taken.name}. Choose another name.`);
};
