import { describe, expect, it } from 'vitest';
import { readTopology } from './read-topology.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' } };
const api = '${aws_appsync_graphql_api.a.id}';
const source = (name: string, type: string) => ({ api_id: api, name, type });
const resources = {
  aws_appsync_graphql_api: {
    a: {
      name: 'a',
      authentication_type: 'API_KEY',
      additional_authentication_provider: [{ authentication_type: 'AWS_IAM' }],
      schema: 'type Query { x: Int }',
    },
    b: { name: 'b', authentication_type: 'AWS_IAM' },
  },
  aws_iam_role: { reader: { name: 'reader' } },
  aws_iam_role_policy: { p: { role: '${aws_iam_role.reader.id}', policy: JSON.stringify(policy) } },
  aws_dynamodb_table: { t: { name: 't', hash_key: 'id', attribute: [{ name: 'id', type: 'S' }] } },
  aws_cloudwatch_event_bus: { b: { name: 'b' } },
  aws_appsync_datasource: {
    t: {
      ...source('table', 'AMAZON_DYNAMODB'),
      service_role_arn: '${aws_iam_role.reader.arn}',
      dynamodb_config: [{ table_name: '${aws_dynamodb_table.t.name}' }],
    },
    h: { ...source('queue', 'HTTP'), http_config: { endpoint: 'https://sqs.eu-west-1.amazonaws.com' } },
    e: { ...source('bus', 'AMAZON_EVENTBRIDGE'), event_bridge_config: { event_bus_arn: '${aws_cloudwatch_event_bus.b.arn}' } },
    n: source('nothing', 'NONE'),
  },
  aws_appsync_function: {
    one: { api_id: api, name: 'one', data_source: 'table' },
    two: { api_id: api, name: 'two', data_source: 'queue' },
  },
  aws_appsync_resolver: {
    unit: { api_id: api, type: 'Query', field: 'get', data_source: 'table' },
    steps: {
      ...{ api_id: api, type: 'Mutation', field: 'post' },
      pipeline_config: { functions: ['${aws_appsync_function.one.function_id}', '${aws_appsync_function.two.function_id}'] },
    },
  },
};

describe('a GraphQL API', () => {
  const { graphqlApis } = readTopology([{ name: 'menu', directory: '/menu', data: {}, resources }], WORLD);
  const [a, b] = graphqlApis;

  it('has its schema and its authentication types, the default one first', () => {
    expect(a).toMatchObject({ schema: 'type Query { x: Int }', authentication: ['API_KEY', 'AWS_IAM'] });
  });

  it('has its data sources with what they reach, and their roles’ statements', () => {
    expect(a?.sources.map(({ name, target, statements }) => [name, target, statements.length])).toEqual([
      ['table', 't', 1],
      ['queue', 'https://sqs.eu-west-1.amazonaws.com', 0],
      ['bus', 'arn:aws:events:eu-west-1:123456789012:event-bus/b', 0],
      ['nothing', undefined, 0],
    ]);
  });

  it('has the resolvers of fields, with the sources of a pipeline’s functions in their order', () => {
    expect(a?.resolvers.map(({ field, sources }) => [field, sources])).toEqual([
      ['Mutation.post', ['table', 'queue']],
      ['Query.get', ['table']],
    ]);
  });

  it('when another API has no sources, then it takes none of this one’s', () => {
    expect(b).toMatchObject({ name: 'b', sources: [], resolvers: [], schema: '' });
  });
});
