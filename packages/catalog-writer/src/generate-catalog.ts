import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Domain } from '@plumbline/contract-gate';
import type { Service } from '@plumbline/topology';
import { serviceAsyncApi } from './asyncapi/service-asyncapi.ts';
import { type CatalogSource, domainOf, teamsOf } from './catalog-source.ts';
import { type EventCatalog, eventCatalog } from './event-catalog.ts';
import { ONLY_VERSION } from './names.ts';
import { channelPages } from './pages/channel-pages.ts';
import { commandPages } from './pages/command-pages.ts';
import { containerPages } from './pages/container-pages.ts';
import { domainPage } from './pages/domain-page.ts';
import { type EventPage, eventPages } from './pages/event-pages.ts';
import { type FlowPage, flowPages } from './pages/flow-pages.ts';
import { graphqlFile } from './pages/graphql-part.ts';
import { queryPages } from './pages/query-pages.ts';
import { servicePage } from './pages/service-page.ts';
import { teamPage } from './pages/team-page.ts';

/**
 * Writes every page of the catalog into an empty folder. The same source gives the same bytes.
 *
 * @param folder an empty folder, or one that does not exist
 */
export const generateCatalog = async (source: CatalogSource, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const catalog = eventCatalog(folder);
  const flows = flowPages(source);
  for (const team of teamsOf(source)) await catalog.writeTeam({ ...teamPage(source, team) });
  for (const domain of source.domains) await writeDomain(catalog, source, domain, flows);
  for (const page of channelPages(source)) {
    const { routes, owners, protocols, ...rest } = page;
    await catalog.writeChannel({
      ...rest,
      owners: [...owners],
      protocols: [...protocols],
      deliveryGuarantee: 'at-least-once',
      detailsPanel: WITHOUT_CHANGELOG,
      ...(routes.length > 0 && { routes: routes.map(at) }),
    });
  }
  for (const service of source.topology.services) await writeService(source, service, flows, folder);
  for (const domain of source.domains) {
    await writeEvents(source, domain, folder);
    await writeCommands(source, domain, folder);
    await writeQueries(source, domain, folder);
  }
  for (const { service, owners, steps, ...page } of flows) {
    await catalog.writeFlow({ ...page, owners: [...owners], steps: structuredClone(steps) as never });
  }
  const keepers = source.topology.services.flatMap(({ name, team }) => (name === PLATFORM && team !== undefined ? [team] : []));
  for (const { id, name, summary, status, date, markdown } of source.decisions) {
    const decision = {
      id,
      name,
      version: ONLY_VERSION,
      summary,
      owners: keepers,
      status,
      date: new Date(date),
      detailsPanel: WITHOUT_CHANGELOG,
    };
    await catalog.writeAdr({ ...decision, markdown }, { format: 'md' });
  }
};

/** EventCatalog would link to a page that it does not generate. */
const WITHOUT_CHANGELOG = { changelog: { visible: false } };
/** The service whose team owns the shared resources. */
const PLATFORM = 'platform';

const writeDomain = async (catalog: EventCatalog, source: CatalogSource, domain: Domain, all: readonly FlowPage[]): Promise<void> => {
  const { services, flows, owners, ...page } = domainPage(source, domain, all);
  await catalog.writeDomain({ ...page, owners: [...owners], services: services.map(at), flows: flows.map(at) });
  const terms = source.glossary.get(domain.name) ?? [];
  if (terms.length === 0) return;
  const dictionary = terms.map((term) => ({
    id: term.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    name: term.name,
    summary: term.summary,
  }));
  await catalog.addUbiquitousLanguageToDomain(domain.name, { dictionary });
};

/** A reference to a page with only one version. */
const at = (id: string) => ({ id, version: ONLY_VERSION });

/**
 * The folder of a service's pages, below that of its domain. For every page that it writes, the SDK searches the whole folder it is opened
 * on. A catalog opened on the smallest folder is many times faster.
 */
const folderOf = (source: CatalogSource, service: Service, folder: string): string => {
  const domain = domainOf(source, service);
  return domain === undefined ? folder : join(folder, 'domains', domain.name);
};

const writeService = async (source: CatalogSource, service: Service, flows: readonly FlowPage[], folder: string): Promise<void> => {
  const catalog = eventCatalog(folderOf(source, service, folder));
  const { sends, receives, writesTo, readsFrom, owners, ...page } = servicePage(source, service);
  const asyncApi = serviceAsyncApi(source, service);
  const apis = source.topology.graphqlApis.filter(({ stack }) => stack === service.name);
  const files = apis.map(({ name, schema }) => ({ name: source.shortName(name), content: schema }));
  const specifications = [
    ...(asyncApi === undefined ? [] : [{ type: 'asyncapi' as const, path: ASYNCAPI_FILE, name: 'AsyncAPI' }]),
    ...files.map(({ name }) => ({ type: 'graphql' as const, path: graphqlFile(name), name })),
  ];
  const containers = containerPages(source, service);
  const own = flows.filter((flow) => flow.service === service.name).map(({ id }) => at(id));
  const resource = {
    ...page,
    owners: [...owners],
    ...(sends.length > 0 && { sends: sends.map(({ channels, ...message }) => ({ ...message, to: channels.map(at) })) }),
    ...(receives.length > 0 && {
      receives: receives.map(({ channels, ...message }) => ({ ...message, ...(channels.length > 0 && { from: channels.map(at) }) })),
    }),
    ...(writesTo.length > 0 && { writesTo: writesTo.map(at) }),
    ...(readsFrom.length > 0 && { readsFrom: readsFrom.map(at) }),
    ...(own.length > 0 && { flows: own }),
    ...(specifications.length > 0 && { specifications }),
  };
  await catalog.writeService(resource);
  if (asyncApi !== undefined) await catalog.addFileToService(service.name, { content: asyncApi, fileName: ASYNCAPI_FILE });
  for (const { name, content } of files) await catalog.addFileToService(service.name, { content, fileName: graphqlFile(name) });
  for (const { retention, owners: keepers, ...container } of containers) {
    const data = { ...container, owners: [...keepers], authoritative: true, ...(retention !== undefined && { retention }) };
    await catalog.writeDataStoreToService(data, { id: service.name });
  }
};

const ASYNCAPI_FILE = 'asyncapi.yaml';

/** The folder of a service's messages. */
const homeOf = (source: CatalogSource, name: string | undefined, folder: string): string => {
  const service = source.topology.services.find((one) => one.name === name);
  return service === undefined ? folder : join(folderOf(source, service, folder), 'services', service.name);
};

/** Events are in the folder of their publisher; an event without a publisher is beside the services. */
const writeEvents = async (source: CatalogSource, domain: Domain, folder: string): Promise<void> => {
  for (const [eventType, pages] of eventPages(source, domain)) {
    const usage = source.usage.filter(({ contract }) => contract.eventType === eventType);
    const publisher = usage.flatMap(({ producers }) => producers)[0]?.service;
    const catalog = eventCatalog(homeOf(source, publisher, folder));
    for (const [index, page] of pages.entries()) {
      if (index > 0) await catalog.versionEvent(eventType);
      await writeEvent(catalog, page);
    }
  }
};

const writeEvent = async (catalog: EventCatalog, page: EventPage): Promise<void> => {
  const { schema, examples, changelog, deprecated, owners, badges, ...rest } = page;
  await catalog.writeEvent({
    ...rest,
    owners: [...owners],
    badges: badges.map((badge) => ({ ...badge })),
    schemaPath: SCHEMA_FILE,
    ...(deprecated !== undefined && { deprecated: { ...deprecated } }),
  });
  await catalog.addSchemaToEvent(page.id, { schema, fileName: SCHEMA_FILE }, page.version);
  for (const example of examples) await catalog.addExampleToEvent(page.id, { ...example }, page.version);
  await catalog.writeChangelog(
    page.id,
    { createdAt: new Date(changelog.createdAt), markdown: changelog.markdown },
    { version: page.version },
  );
};

const SCHEMA_FILE = 'schema.json';

/** Commands are in the folder of the service that handles them. */
const writeCommands = async (source: CatalogSource, domain: Domain, folder: string): Promise<void> => {
  for (const { service, schema, examples, owners, badges, ...page } of commandPages(source, domain)) {
    const catalog = eventCatalog(homeOf(source, service, folder));
    await catalog.writeCommand({ ...page, owners: [...owners], badges: badges.map((badge) => ({ ...badge })), schemaPath: SCHEMA_FILE });
    await catalog.addSchemaToCommand(page.id, { schema, fileName: SCHEMA_FILE }, page.version);
    for (const example of examples) await catalog.addExampleToCommand(page.id, { ...example }, page.version);
  }
};

/** Queries are in the folder of a service of the team that answers them. */
const writeQueries = async (source: CatalogSource, domain: Domain, folder: string): Promise<void> => {
  for (const { service: name, schema, owners, ...page } of queryPages(source, domain)) {
    const catalog = eventCatalog(homeOf(source, name, folder));
    await catalog.writeQuery({ ...page, owners: [...owners], schemaPath: SCHEMA_FILE });
    await catalog.addSchemaToQuery(page.id, { schema, fileName: SCHEMA_FILE }, page.version);
  }
};
