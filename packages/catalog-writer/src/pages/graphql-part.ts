import type { DataSource, GraphqlApi } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { body, code, table } from '../markdown.ts';
import { containerLink, tableId } from '../names.ts';

/** The file with an API's schema, beside its service's page. */
export const graphqlFile = (name: string): string => `${name}.graphql`;

const AUTHENTICATION: Readonly<Record<string, string>> = {
  API_KEY: 'an API key',
  AWS_IAM: 'an AWS role',
  AMAZON_COGNITO_USER_POOLS: 'a user of its pool',
  OPENID_CONNECT: 'an OpenID Connect token',
  AWS_LAMBDA: 'a token that its authorizer accepts',
};

/** The part about a GraphQL API: who may call it, and what each field does. */
export const graphqlPart = (source: CatalogSource, { name, authentication, resolvers, sources, schema }: GraphqlApi): string => {
  const named = new Map(sources.map((one) => [one.name, one]));
  const callers = authentication.map((mode) => AUTHENTICATION[mode] ?? mode).join(' or ');
  return body(
    `### ${source.shortName(name)}`,
    `Callers need ${callers}.`,
    table(
      ['Field', 'Uses'],
      resolvers.map(({ field, sources: used }) => [
        code(field),
        used
          .flatMap((one) => named.get(one) ?? [])
          .map((one) => sourceWords(source, one))
          .join(', then '),
      ]),
    ),
    ['```graphql', schema.trim(), '```'].join('\n'),
  );
};

const sourceWords = ({ topology, shortName }: CatalogSource, { type, target = '' }: DataSource): string => {
  switch (type) {
    case 'AMAZON_DYNAMODB':
      return topology.tables.some(({ name }) => name === target) ? containerLink(tableId(shortName(target))) : code(target);
    case 'AWS_LAMBDA':
      return code(shortName(target.split(':').at(-1) ?? target));
    case 'AMAZON_EVENTBRIDGE':
      return 'the bus';
    case 'HTTP':
      return target.includes('//sqs.') ? 'the queue of a command' : code(target);
    default:
      return 'nothing: subscribers get its answer';
  }
};
