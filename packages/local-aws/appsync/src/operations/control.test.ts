import {
  AppSyncClient,
  CreateApiKeyCommand,
  CreateGraphqlApiCommand,
  DeleteApiKeyCommand,
  EvaluateCodeCommand,
  GetGraphqlApiCommand,
  GetIntrospectionSchemaCommand,
  ListApiKeysCommand,
  ListDataSourcesCommand,
  ListGraphqlApisCommand,
  ListResolversCommand,
} from '@aws-sdk/client-appsync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeployedTestApi, type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';

const SCHEMA = 'type Query { hello(a: String): String  other: AWSDate }';
const CODE = `import { util } from '@aws-appsync/utils';
export const request = (ctx) => { ctx.stash.seen = ctx.args.a; console.log('saw', ctx.args); return { payload: ctx.args.a }; };
export const response = (ctx) => { if (ctx.error) util.error('no', 'No'); return ctx.result.missing.x; };`;

let stand: GraphqlStand;
let api: DeployedTestApi;
let client: AppSyncClient;
beforeEach(async () => {
  stand = await startGraphqlStand();
  api = await stand.deployApi({ schema: SCHEMA, api: { query_depth_limit: 5 }, resolvers: { 'Query.hello': { code: CODE } } });
  client = new AppSyncClient(stand.clientConfig);
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

// https://docs.aws.amazon.com/appsync/latest/APIReference/API_Operations.html
describe('the control API', () => {
  it('when APIs are read, then they are as Terraform declares them', async () => {
    const { graphqlApi } = await client.send(new GetGraphqlApiCommand({ apiId: api.id }));
    expect(graphqlApi).toMatchObject({
      apiId: api.id,
      name: 'orders',
      authenticationType: 'API_KEY',
      queryDepthLimit: 5,
      uris: { GRAPHQL: api.url },
    });
    const { graphqlApis } = await client.send(new ListGraphqlApisCommand({}));
    expect(graphqlApis).toEqual([graphqlApi]);
  });

  it('when resolvers and data sources are listed, then they are there', async () => {
    expect((await client.send(new ListResolversCommand({ apiId: api.id, typeName: 'Query' }))).resolvers).toMatchObject([
      { typeName: 'Query', fieldName: 'hello', kind: 'UNIT', dataSourceName: 'none', code: CODE, runtime: { name: 'APPSYNC_JS' } },
    ]);
    expect((await client.send(new ListDataSourcesCommand({ apiId: api.id }))).dataSources).toMatchObject([{ name: 'none', type: 'NONE' }]);
  });

  it('when the schema is exported, then it is SDL or an introspection result', async () => {
    const schemaOf = async (format: 'SDL' | 'JSON') =>
      Buffer.from((await client.send(new GetIntrospectionSchemaCommand({ apiId: api.id, format }))).schema ?? []).toString();
    expect(await schemaOf('SDL')).toContain('other: AWSDate');
    expect(JSON.parse(await schemaOf('JSON'))).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('when a key is created, then it works until it is deleted', async () => {
    const expires = Math.floor(stand.clock.now() / 1_000) + 86_400 * 30;
    const { apiKey } = await client.send(new CreateApiKeyCommand({ apiId: api.id, description: 'web', expires }));
    const key = { 'x-api-key': apiKey?.id ?? '' };
    expect(apiKey).toEqual({ id: expect.stringMatching(/^da2-/), description: 'web', expires, deletes: expires + 60 * 86_400 });
    expect((await client.send(new ListApiKeysCommand({ apiId: api.id }))).apiKeys).toHaveLength(2);
    expect((await api.post('{"query":"{ __typename }"}', key)).status).toBe(200);
    await client.send(new DeleteApiKeyCommand({ apiId: api.id, id: apiKey?.id }));
    expect((await api.post('{"query":"{ __typename }"}', key)).status).toBe(401);
  });

  it.each([
    ['in an hour', 3_600],
    ['in two years', 86_400 * 730],
  ])('when a key should expire %s, then it is refused', async (_when, seconds) => {
    const expires = Math.floor(stand.clock.now() / 1_000) + seconds;
    await expect(client.send(new CreateApiKeyCommand({ apiId: api.id, expires }))).rejects.toMatchObject({
      name: 'ApiKeyValidityOutOfBoundsException',
    });
  });

  it('when an API does not exist, then NotFoundException', async () => {
    await expect(client.send(new GetGraphqlApiCommand({ apiId: 'none' }))).rejects.toMatchObject({
      name: 'NotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('when an operation is not implemented, then the error names it', async () => {
    await expect(client.send(new CreateGraphqlApiCommand({ name: 'x', authenticationType: 'API_KEY' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      $metadata: { httpStatusCode: 501 },
    });
  });
});

// https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html
describe('EvaluateCode', () => {
  const evaluate = (code: string, context: object, name: string) =>
    client.send(
      new EvaluateCodeCommand({
        runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
        code,
        context: JSON.stringify(context),
        function: name,
      }),
    );

  it('when the code runs, then its result, stash and logs are returned', async () => {
    expect(await evaluate(CODE, { arguments: { a: 1 } }, 'request')).toMatchObject({
      ...{ evaluationResult: '{"payload":1}', stash: '{"seen":1}', logs: ['saw {"a":1}'], outErrors: '[]' },
    });
  });
  it('when it calls util.error, then the error is returned', async () => {
    expect((await evaluate(CODE, { error: { message: 'x' } }, 'response')).error).toEqual({ message: 'no', codeErrors: [] });
  });
  it('when it fails, then the error has its place', async () => {
    expect((await evaluate(CODE, { result: {} }, 'response')).error).toMatchObject({
      message: 'Runtime Error',
      // Of `x` in the third line.
      codeErrors: [{ errorType: 'RUNTIME_ERROR', value: "code.js:3:101: Cannot read properties of undefined (reading 'x')" }],
    });
  });
  it('when it has a construct that the runtime lacks, then its place is returned', async () => {
    const { error } = await evaluate(
      'export const request = () => {\n  while (true) {}\n}; export const response = () => 1;',
      {},
      'request',
    );
    expect(error).toEqual({
      message: 'The code contains one or more errors.',
      codeErrors: [{ errorType: 'LINT_ERROR', value: 'While statements are not supported.', location: { line: 2, column: 2, span: 15 } }],
    });
  });
});
