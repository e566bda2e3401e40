import { accessesOf, type Bucket, type Service, type Table } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { body, code, section, table } from '../markdown.ts';
import { bucketId, ONLY_VERSION, serviceLink, tableId, titleOf } from '../names.ts';
import { proseOf } from '../prose.ts';

/** The content of the page of a table or bucket. */
export interface ContainerPage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly owners: readonly string[];
  readonly container_type: 'database' | 'objectStore';
  readonly technology: string;
  readonly retention: string | undefined;
  readonly markdown: string;
}

/** The tables and buckets of a service. */
export const containerPages = (source: CatalogSource, service: Service): readonly ContainerPage[] => {
  const own = <T extends { readonly stack: string }>(things: readonly T[]): readonly T[] =>
    things.filter(({ stack }) => stack === service.name);
  return [
    ...own(source.topology.tables).map((one) => tablePage(source, service, one)),
    ...own(source.topology.buckets).map((one) => bucketPage(source, service, one)),
  ];
};

const tablePage = (source: CatalogSource, service: Service, one: Table): ContainerPage => {
  const name = source.shortName(one.name);
  const keys = [`partition key ${one.partitionKey}`, ...(one.sortKey === undefined ? [] : [`sort key ${one.sortKey}`])];
  return page(source, service, one, {
    id: tableId(name),
    name: `${titleOf(name)} table`,
    summary: `DynamoDB table, ${keys.join(', ')}.`,
    container_type: 'database',
    technology: 'DynamoDB',
    retention: one.timeToLive === undefined ? undefined : `until the time in ${one.timeToLive}`,
  });
};

const bucketPage = (source: CatalogSource, service: Service, one: Bucket): ContainerPage => {
  const name = source.shortName(one.name);
  return page(source, service, one, {
    id: bucketId(name),
    name: `${titleOf(name)} bucket`,
    summary: `S3 bucket${one.notifiesEventBridge ? ' that notifies the default bus of new objects' : ''}.`,
    container_type: 'objectStore',
    technology: 'S3',
    retention: one.expireAfterDays === undefined ? undefined : `${one.expireAfterDays} days`,
  });
};

type Facts = Omit<ContainerPage, 'version' | 'owners' | 'markdown'>;

const page = (source: CatalogSource, service: Service, one: Table | Bucket, facts: Facts): ContainerPage => {
  const { name = facts.name, summary = facts.summary, markdown } = proseOf(source.prose, 'containers', facts.id);
  const users = source.topology.functions.flatMap((fn) =>
    accessesOf(fn, [one]).map(({ actions }) => [code(source.shortName(fn.name)), serviceLink(fn.stack), actions.map(code).join(', ')]),
  );
  return {
    ...facts,
    name,
    summary,
    version: ONLY_VERSION,
    owners: service.team === undefined ? [] : [service.team],
    markdown: body(
      markdown,
      `Belongs to ${serviceLink(service.name)}.`,
      section('Access', table(['Function', 'Service', 'Actions'], users)),
    ),
  };
};
