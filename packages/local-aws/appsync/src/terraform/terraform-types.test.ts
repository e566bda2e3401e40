import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiParts, type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';

let stand: GraphqlStand;
beforeEach(async () => {
  stand = await startGraphqlStand();
});
afterEach(() => stand.stop());

const SCHEMA = 'type Query { a: String }';
const CODE = "export const request = () => ({ payload: 'x' }); export const response = (ctx) => ctx.result;";

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appsync_graphql_api
describe('the Terraform types of AppSync', () => {
  it.each<readonly [string, ApiParts, string]>([
    ['a schema is not valid', { schema: 'type Query { a: None }' }, 'aws_appsync_graphql_api.orders: Unknown type "None"'],
    ['a schema has no query', { schema: 'type Mutation { a: String }' }, 'There is no top level schema object defined.'],
    ['a schema has a scalar of its own', { schema: `scalar Money ${SCHEMA}` }, 'Custom scalars are not supported: Money.'],
    [
      'a subscription names no mutation',
      { schema: `${SCHEMA} type Mutation { b: String } type Subscription { onB: String @aws_subscribe(mutations: ["c"]) }` },
      'Subscription.onB subscribes to the mutation c, which does not exist.',
    ],
    [
      'a subscription has another type',
      { schema: `${SCHEMA} type Mutation { b: String } type Subscription { onB: Int @aws_subscribe(mutations: ["b"]) }` },
      'Subscription.onB is of the type Int, but its mutation b is of the type String.',
    ],
    [
      'a batch is too large',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: CODE, max_batch_size: 2001 } } },
      'max_batch_size is a number from 0 to 2000',
    ],
    [
      'a table is in another region',
      { schema: SCHEMA, dataSources: { t: { type: 'AMAZON_DYNAMODB', dynamodb_config: { table_name: 't', region: 'us-east-1' } } } },
      'has tables in eu-west-1 only, not in us-east-1',
    ],
    [
      'a table is versioned',
      { schema: SCHEMA, dataSources: { t: { type: 'AMAZON_DYNAMODB', dynamodb_config: { table_name: 't', versioned: true } } } },
      'does not support versioned data sources',
    ],
    ['an API is private', { schema: SCHEMA, api: { visibility: 'PRIVATE' } }, 'supports the visibility GLOBAL, not PRIVATE'],
    ['an API is merged', { schema: SCHEMA, api: { api_type: 'MERGED' } }, 'supports the api_type GRAPHQL, not MERGED'],
    ['a mode does not exist', { schema: SCHEMA, api: { authentication_type: 'NONE' } }, 'the authentication type NONE does not exist'],
    ['a mode lacks its block', { schema: SCHEMA, api: { authentication_type: 'AWS_LAMBDA' } }, 'needs the block lambda_authorizer_config'],
    [
      'an argument is unknown',
      { schema: SCHEMA, api: { environment_variables: {} } },
      'the argument environment_variables of aws_appsync_graphql_api',
    ],
    ['a log level does not exist', { schema: SCHEMA, api: { log_config: { field_log_level: 'SOME' } } }, 'the field_log_level is one of'],
    [
      'a data source is of another kind',
      { schema: SCHEMA, dataSources: { db: { type: 'RELATIONAL_DATABASE' } } },
      'supports data sources of DynamoDB, Lambda, EventBridge, HTTP and NONE, not RELATIONAL_DATABASE',
    ],
    [
      'a data source lacks its block',
      { schema: SCHEMA, dataSources: { t: { type: 'AMAZON_DYNAMODB' } } },
      'needs the block dynamodb_config',
    ],
    ['a name is not allowed', { schema: SCHEMA, dataSources: { 'a-b': { type: 'NONE' } } }, 'the name a-b of a data source'],
    [
      'a resolver has a template',
      { schema: SCHEMA, resolvers: { 'Query.a': { request_template: '{}' } } },
      'local-aws does not run templates of Velocity (request_template)',
    ],
    [
      'a function has a template',
      { schema: SCHEMA, functions: { f: { request_mapping_template: '{}' } } },
      'templates of Velocity (request_mapping_template)',
    ],
    [
      'a resolver has no code',
      { schema: SCHEMA, resolvers: { 'Query.a': {} } },
      'a resolver without code needs a data source of Lambda, but none is of the type NONE',
    ],
    [
      'the runtime is another',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: CODE, runtime: { name: 'APPSYNC_JS', runtime_version: '2.0.0' } } } },
      'code needs the runtime APPSYNC_JS 1.0.0',
    ],
    [
      'code is not a module',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: 'export const' } } },
      'The code contains one or more errors. 1:12 Unexpected token',
    ],
    [
      'code lacks a handler',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: 'export const request = () => 1;' } } },
      'does not export the function response',
    ],
    [
      'code imports a package',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: `import x from 'lodash'; ${CODE}` } } },
      'Module lodash cannot be imported',
    ],
    [
      'code is too long',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: `${CODE} // ${'x'.repeat(32_768)}` } } },
      'the maximum is 32768',
    ],
    ['a field does not exist', { schema: SCHEMA, resolvers: { 'Query.none': { code: CODE } } }, 'No field named none found on type Query'],
    [
      'a data source does not exist',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: CODE, data_source: 'other' } } },
      'No data source found named other',
    ],
    [
      'a function of a pipeline does not exist',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: CODE, kind: 'PIPELINE', pipeline_config: { functions: ['none'] } } } },
      'No function found with id none',
    ],
    [
      'a resolver caches',
      { schema: SCHEMA, resolvers: { 'Query.a': { code: CODE, caching_config: { ttl: 1 } } } },
      'the argument caching_config of aws_appsync_resolver',
    ],
    [
      'a key is valid for too long',
      {
        schema: SCHEMA,
        resources: { aws_appsync_api_key: { orders: { api_id: '${aws_appsync_graphql_api.orders.id}', expires: '2028-01-01T00:00:00Z' } } },
      },
      'an API key expires between 1 and 365 days from now',
    ],
  ])('when %s, then the start stops, and the error says why', async (_what, parts, text) => {
    await expect(stand.deployApi(parts)).rejects.toThrow(text);
  });

  it('when a role does not trust AppSync, then its data source does not work', async () => {
    const trust = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    });
    const api = await stand.deployApi({
      schema: SCHEMA,
      resources: { aws_iam_role: { api: { name: 'api', assume_role_policy: trust } } },
      dataSources: { t: { type: 'AMAZON_DYNAMODB', dynamodb_config: { table_name: 't' } } },
      resolvers: {
        'Query.a': { data_source: 't', code: "export const request = () => ({ operation: 'Scan' }); export const response = () => 'x';" },
      },
    });
    expect(await api.call('{ a }')).toMatchObject({
      data: { a: null },
      errors: [{ message: 'Unable to assume role arn:aws:iam::000000000000:role/api.' }],
    });
  });

  it('when Terraform reads the URLs of an API, then they are those of local-aws', async () => {
    const api = await stand.deployApi({ schema: SCHEMA });
    expect(api.id).toMatch(/^[a-z0-9]{26}$/);
    expect(stand.appsync.apis.get(api.id).uris).toEqual({
      GRAPHQL: `${stand.endpoint.url}/_aws/appsync/${api.id}/graphql`,
      REALTIME: `${stand.endpoint.url.replace('http', 'ws')}/_aws/appsync/${api.id}/graphql/realtime`,
    });
  });
});
