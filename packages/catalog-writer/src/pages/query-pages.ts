import type { Domain } from '@plumbline/contract-gate';
import type { QueryContract } from '@plumbline/event-kit';
import { querySchema } from '@plumbline/event-kit/schema';
import type { Service } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { body, code, section, table } from '../markdown.ts';
import { eventLink, ONLY_VERSION, serviceLink, teamLink } from '../names.ts';

/** The content of the page of a query: one that enriches thin events, or one that a developer sends. */
export interface QueryPage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly owners: readonly string[];
  /** The service whose team answers. */
  readonly service: string | undefined;
  readonly schema: string;
  readonly markdown: string;
}

export const queryPages = ({ topology }: CatalogSource, { queries, contracts }: Domain): readonly QueryPage[] =>
  queries.map((query) => ({
    id: query.name,
    version: ONLY_VERSION,
    name: query.name,
    summary: query.summary,
    owners: [query.owner],
    service: answererOf(topology, query)?.name,
    schema: `${JSON.stringify(querySchema(query), null, 2)}\n`,
    markdown: body(
      answeredBy(topology, query),
      section('Parameters', table(['Name', 'Means'], parametersOf(query))),
      '<SchemaViewer file="schema.json" title="Answer" maxHeight="600" />',
      section('Enriches', ...contracts.filter(({ thin }) => thin?.enrichedBy === query).map((contract) => `- ${eventLink(contract)}`)),
    ),
  }));

const answeredBy = (topology: CatalogSource['topology'], query: QueryContract): string => {
  const service = answererOf(topology, query);
  return `Is answered by ${service === undefined ? '' : `${serviceLink(service.name)} of `}the ${teamLink(query.owner)}.`;
};

/** The service whose team answers a query. */
export const answererOf = ({ services }: CatalogSource['topology'], { owner }: QueryContract): Service | undefined =>
  services.find(({ team }) => team === owner);

const parametersOf = ({ parameters }: QueryContract): readonly (readonly string[])[] =>
  Object.entries(parameters.shape).map(([name, schema]) => [code(name), schema.description ?? '']);
