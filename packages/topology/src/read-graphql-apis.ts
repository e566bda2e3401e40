import { readStatements } from './read-statements.ts';
import type { Resource, Resources, Tell } from './resource.ts';
import { blockOf, blocksOf } from './terraform-json.ts';
import type { DataSource, GraphqlApi, GraphqlResolver, Statement } from './topology.ts';
import { declared, textOf } from './values.ts';

export const readGraphqlApis = (find: Resources, tell: Tell): GraphqlApi[] => {
  const statements = readStatements(find, tell);
  const functions = new Map(find('aws_appsync_function').map(({ values }) => [values.function_id, textOf(values.data_source)]));
  const ofApi = (type: string) => Map.groupBy(find(type), ({ values }) => values.api_id);
  const [sources, resolvers] = [ofApi('aws_appsync_datasource'), ofApi('aws_appsync_resolver')];
  return find('aws_appsync_graphql_api').map((resource) => {
    const { values } = resource;
    const own = (sources.get(values.id) ?? []).map((source) => sourceOf(source, statements));
    return {
      ...declared(resource, 'name'),
      schema: textOf(values.schema) ?? '',
      authentication: [values, ...blocksOf(values.additional_authentication_provider)].map((mode) => String(mode.authentication_type)),
      sources: own,
      resolvers: (resolvers.get(values.id) ?? []).map((one) => resolverOf(one, functions)).sort(byField),
      statements: own.flatMap((source) => source.statements),
    };
  });
};

const sourceOf = ({ values, address }: Resource, statements: (roleArn: string) => readonly Statement[]): DataSource => {
  const roleArn = textOf(values.service_role_arn);
  return {
    name: String(values.name),
    type: String(values.type),
    address,
    roleArn,
    target:
      textOf(blockOf(values, 'dynamodb_config').table_name) ??
      textOf(blockOf(values, 'lambda_config').function_arn) ??
      textOf(blockOf(values, 'event_bridge_config').event_bus_arn) ??
      textOf(blockOf(values, 'http_config').endpoint),
    statements: roleArn === undefined ? [] : statements(roleArn),
  };
};

const resolverOf = ({ values, address }: Resource, functions: ReadonlyMap<unknown, string | undefined>): GraphqlResolver => {
  const steps = blockOf(values, 'pipeline_config').functions;
  const named = Array.isArray(steps) ? steps.map((id) => functions.get(id)) : [textOf(values.data_source)];
  return { field: `${String(values.type)}.${String(values.field)}`, address, sources: named.filter((name) => name !== undefined) };
};

const byField = (a: GraphqlResolver, b: GraphqlResolver): number => (a.field < b.field ? -1 : 1);
