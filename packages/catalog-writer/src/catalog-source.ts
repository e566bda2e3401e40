import { join } from 'node:path';
import { type Domain, type VersionUsage, versionUsage } from '@plumbline/contract-gate';
import type { EventContract } from '@plumbline/event-kit';
import { type LambdaFunction, type Service, type ShortName, shortNames, type Topology } from '@plumbline/topology';
import { type Decision, readDecisions } from './decisions.ts';
import { CatalogError } from './errors.ts';
import { type Forward, forwardsIn } from './forwards.ts';
import { type Glossary, readGlossary } from './glossary.ts';
import { type AllProse, readProse } from './prose.ts';

/** The input of all pages. */
export interface CatalogSource {
  readonly topology: Topology;
  readonly domains: readonly Domain[];
  /** The users of each declared major version. */
  readonly usage: readonly VersionUsage[];
  /** The consumers of declared events that are not functions. */
  readonly forwards: readonly Forward[];
  readonly prose: AllProse;
  readonly decisions: readonly Decision[];
  readonly glossary: Glossary;
  readonly shortName: ShortName;
}

/** Reads the hand-written texts, and adds them to the compiled system. */
export const readCatalogSource = async (root: string, topology: Topology, domains: readonly Domain[]): Promise<CatalogSource> => {
  const catalog = join(root, 'catalog');
  const contracts = domains.flatMap((domain) => domain.contracts);
  return {
    topology,
    domains,
    usage: versionUsage(topology, contracts),
    forwards: forwardsIn(topology, contracts),
    prose: await readProse(catalog),
    decisions: await readDecisions(catalog),
    glossary: await readGlossary(catalog),
    shortName: shortNames(topology),
  };
};

export const functionsOf = ({ topology }: CatalogSource, service: Service): readonly LambdaFunction[] =>
  topology.functions.filter(({ stack }) => stack === service.name);

/** The contracts that a function publishes. */
export const publishedBy = ({ usage }: CatalogSource, fn: LambdaFunction): readonly EventContract[] =>
  usage.filter(({ producers }) => producers.some(({ arn }) => arn === fn.arn)).map(({ contract }) => contract);

/** The contracts that a function consumes. */
export const consumedBy = ({ usage }: CatalogSource, fn: LambdaFunction): readonly EventContract[] =>
  usage.filter(({ consumers }) => consumers.some(({ arn }) => arn === fn.arn)).map(({ contract }) => contract);

/**
 * The domain that a service declares. Without a declaration, the domain of most events that it publishes, or else consumes, or else that
 * its team owns. `undefined`: it serves all domains.
 *
 * @throws CatalogError `UNKNOWN_DOMAIN`
 */
export const domainOf = (source: CatalogSource, service: Service): Domain | undefined => {
  if (service.domain === undefined) return likelyDomain(source, service);
  const declared = source.domains.find(({ name }) => name === service.domain);
  if (declared !== undefined) return declared;
  const known = source.domains.map(({ name }) => name).join(', ');
  throw new CatalogError(
    'UNKNOWN_DOMAIN',
    `Service ${service.name} declares the domain "${service.domain}", which has no contracts. Use one of ${known}.`,
  );
};

/** For Terraform without domains. */
const likelyDomain = (source: CatalogSource, service: Service): Domain | undefined => {
  const functions = functionsOf(source, service);
  const published = functions.flatMap((fn) => publishedBy(source, fn));
  const consumed = functions.flatMap((fn) => consumedBy(source, fn));
  const owned = source.domains.flatMap(({ contracts }) => contracts.filter(({ owner }) => owner === service.team));
  const events = [published, consumed, owned].find(({ length }) => length > 0) ?? [];
  const counted = source.domains.map((domain) => [events.filter((event) => domain.contracts.includes(event)).length, domain] as const);
  const [most] = counted.filter(([count]) => count > 0).sort(([a], [b]) => b - a);
  return most?.[1];
};

/** Every team that owns a service or an event. */
export const teamsOf = ({ topology, domains }: CatalogSource): readonly string[] => {
  const ofServices = topology.services.flatMap(({ team }) => team ?? []);
  const ofEvents = domains.flatMap(({ contracts }) => contracts.map(({ owner }) => owner));
  return [...new Set([...ofServices, ...ofEvents])].sort();
};
