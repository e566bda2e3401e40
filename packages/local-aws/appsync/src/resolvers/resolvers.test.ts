import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';

let stand: GraphqlStand;
beforeEach(async () => {
  stand = await startGraphqlStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const SCHEMA = `
type Query { run(a: String): AWSJSON  items: [Item] }
type Mutation { run(a: String): AWSJSON }
type Item { id: ID!  twice: String }
`;
const IMPORTS = "import { util, runtime } from '@aws-appsync/utils';\n";
const both = (request: string, response = 'ctx.result') =>
  `${IMPORTS}export const request = (ctx) => (${request}); export const response = (ctx) => (${response});`;
const run = async (parts: Omit<Parameters<GraphqlStand['deployApi']>[0], 'schema'>, a = 'x') => {
  const api = await stand.deployApi({ schema: SCHEMA, ...parts });
  const { data, errors } = await api.call('query ($a: String) { run(a: $a) }', { a });
  const text = (data as { readonly run: string | null }).run;
  return { value: text === null ? null : (JSON.parse(text) as unknown), errors };
};
const pipeline = (code: string, functions: Readonly<Record<string, string>>) => ({
  functions: Object.fromEntries(Object.entries(functions).map(([name, source]) => [name, { code: source }])),
  resolvers: {
    'Query.run': {
      ...{ kind: 'PIPELINE', code },
      pipeline_config: { functions: Object.keys(functions).map((name) => `\${aws_appsync_function.${name}.function_id}`) },
    },
  },
});

// https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html
describe('a pipeline resolver', () => {
  it('when it has functions, then each receives the result of the one before, and all share the stash', async () => {
    const step = (name: string) => `${IMPORTS}
export const request = (ctx) => { ctx.stash.${name} = ctx.prev.result; return { payload: (ctx.prev.result ?? '') + '${name}' }; };
export const response = (ctx) => ctx.result;`;
    const { value } = await run(
      pipeline(both("'before '", '{ result: ctx.prev.result, stash: ctx.stash }'), { one: step('one'), two: step('two') }),
    );
    expect(value).toEqual({ result: 'before onetwo', stash: { one: 'before ', two: 'before one' } });
  });

  it('when a function returns early, then its data source and response are skipped, and the next function goes on', async () => {
    const early = `${IMPORTS}export const request = () => runtime.earlyReturn('early'); export const response = () => 'not reached';`;
    const { value } = await run(pipeline(both('({})', 'ctx.prev.result'), { early, next: both("{ payload: ctx.prev.result + ' next' }") }));
    expect(value).toBe('early next');
  });

  // https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html
  it("when it returns early with skipTo END, then the resolver's response handler is next", async () => {
    const early = `${IMPORTS}export const request = () => runtime.earlyReturn('early', { skipTo: 'END' }); export const response = () => 'no';`;
    const { value } = await run(pipeline(both('({})', "ctx.prev.result + ' end'"), { early, next: both("{ payload: 'no' }") }));
    expect(value).toBe('early end');
  });

  it('when the resolver returns early, then no function runs', async () => {
    const code = `${IMPORTS}export const request = () => runtime.earlyReturn('all'); export const response = (ctx) => ctx.prev.result + ' done';`;
    expect((await run(pipeline(code, { no: both("util.error('reached')") }))).value).toBe('all done');
  });

  it('when a function fails, then the pipeline ends with its error', async () => {
    const { value, errors } = await run(
      pipeline(both('({})', "'no'"), { fails: both("util.error('Stop', 'Stopped', { a: 1 }, { b: 2 })") }),
    );
    expect([value, errors]).toEqual([
      null,
      [
        {
          path: ['run'],
          data: { a: 1 },
          errorType: 'Stopped',
          errorInfo: { b: 2 },
          locations: [{ line: 1, column: 22, sourceName: null }],
          message: 'Stop',
        },
      ],
    ]);
  });

  it('when a function appends an error, then the data stays, and the response handler sees the error', async () => {
    const appends = both("{ payload: util.appendError('Odd', 'Warning') ?? 'data' }");
    const { value, errors } = await run(pipeline(both('({})', '{ data: ctx.prev.result, seen: ctx.outErrors.length }'), { appends }));
    expect(value).toEqual({ data: 'data', seen: 1 });
    expect(errors).toMatchObject([{ message: 'Odd', errorType: 'Warning', path: ['run'] }]);
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html
describe('an HTTP data source', () => {
  const send = `${IMPORTS}
export const request = (ctx) => ({
  method: 'POST', resourcePath: '/',
  params: {
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: { QueueUrl: 'http://sqs/000000000000/orders', MessageBody: JSON.stringify({ order: ctx.args.a }) },
  },
});
export const response = (ctx) => ({ status: ctx.result.statusCode, id: JSON.parse(ctx.result.body).MessageId ?? JSON.parse(ctx.result.body).__type });`;
  const sqs = {
    type: 'HTTP',
    http_config: {
      endpoint: 'https://sqs.eu-west-1.amazonaws.com',
      authorization_config: { authorization_type: 'AWS_IAM', aws_iam_config: { signing_region: 'eu-west-1', signing_service_name: 'sqs' } },
    },
  };

  it('when it signs for SQS, then the message is in the local queue', async () => {
    const queue = stand.sqs.putQueue({ name: 'orders', fifo: false });
    const { value } = await run({ dataSources: { sqs }, resolvers: { 'Query.run': { code: send, data_source: 'sqs' } } }, 'pizza');
    expect(value).toEqual({ status: 200, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(stand.take(queue).map(({ body }) => body)).toEqual(['{"order":"pizza"}']);
  });

  it('when X-Ray is on, then the message continues the trace', async () => {
    const queue = stand.sqs.putQueue({ name: 'orders', fifo: false });
    const api = await stand.deployApi({
      schema: SCHEMA,
      api: { xray_enabled: true },
      dataSources: { sqs },
      resolvers: { 'Query.run': { code: send, data_source: 'sqs' } },
    });
    const root = '1-5759e988-bd862e3fe1be46a994272793';
    await api.call('{ run(a: "x") }', {}, { 'x-api-key': api.key, 'x-amzn-trace-id': `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });
    const part = stand.xray.trace(root).find(({ name }) => name === 'sqs');
    expect(stand.take(queue).map(({ attributes }) => attributes['AWSTraceHeader'])).toEqual([`Root=${root};Parent=${part?.id};Sampled=1`]);
  });

  it("when the role may not send, then SQS's refusal is the result", async () => {
    stand.sqs.putQueue({ name: 'orders', fifo: false });
    const { value } = await run({
      dataSources: { sqs: { ...sqs, service_role_arn: stand.putRole('nobody', { Effect: 'Deny', Action: '*', Resource: '*' }) } },
      resolvers: { 'Query.run': { code: send, data_source: 'sqs' } },
    });
    expect(value).toMatchObject({
      status: expect.toSatisfy((status: number) => status >= 400),
      id: expect.stringContaining('AccessDenied'),
    });
  });

  it.each([
    ['CURRENT_ACCOUNT', ['orders']],
    ['OTHER_ACCOUNTS', []],
  ])('when the method is GET and the query has the owner %s, then the service receives both', async (owner, names) => {
    const code = both(
      `{ method: 'GET', resourcePath: '/v1/apis', params: { query: { owner: '${owner}' } } }`,
      'JSON.parse(ctx.result.body).graphqlApis.map((one) => one.name)',
    );
    const authorization_config = {
      authorization_type: 'AWS_IAM',
      aws_iam_config: { signing_region: 'eu-west-1', signing_service_name: 'appsync' },
    };
    const control = { type: 'HTTP', http_config: { endpoint: 'https://appsync.eu-west-1.amazonaws.com', authorization_config } };
    const { value } = await run({ dataSources: { control }, resolvers: { 'Query.run': { code, data_source: 'control' } } });
    expect(value).toEqual(names);
  });

  it('when the endpoint is on this machine, then it is called', async () => {
    const server = createServer((request, response) => {
      response.setHeader('x-note', 'hi').writeHead(201).end(`${request.method} ${request.url} ${request.headers['x-a']}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const code = both(
      "{ method: 'GET', resourcePath: '/v1/a', params: { query: { q: ctx.args.a }, headers: { 'X-A': 'b' } } }",
      '{ ...ctx.result, headers: ctx.result.headers["x-note"] }',
    );
    const { value } = await run({
      dataSources: { web: { type: 'HTTP', http_config: { endpoint } } },
      resolvers: { 'Query.run': { code, data_source: 'web' } },
    });
    server.close();
    expect(value).toEqual({ statusCode: 201, headers: 'hi', body: 'GET /v1/a?q=x b' });
  });

  it('when the endpoint is elsewhere, then the call is refused', async () => {
    const code = both("{ method: 'GET', resourcePath: '/' }", 'ctx.error');
    const { value } = await run({
      dataSources: { web: { type: 'HTTP', http_config: { endpoint: 'https://partner.example' } } },
      resolvers: { 'Query.run': { code, data_source: 'web' } },
    });
    expect(value).toEqual({ type: 'Http:Refused', message: expect.stringContaining('https://partner.example is not on this machine') });
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-eventbridge-js.html
describe('an EventBridge data source', () => {
  it('when it puts events, then they are on the bus', async () => {
    const code = both("{ operation: 'PutEvents', events: [{ source: 'orders', detailType: 'order-placed', detail: { id: ctx.args.a } }] }");
    const { value } = await run({
      resources: { aws_cloudwatch_event_bus: { bus: { name: 'orders' } } },
      dataSources: { bus: { type: 'AMAZON_EVENTBRIDGE', event_bridge_config: { event_bus_arn: '${aws_cloudwatch_event_bus.bus.arn}' } } },
      resolvers: { 'Query.run': { code, data_source: 'bus' } },
    });
    expect(value).toEqual({ Entries: [{ EventId: expect.any(String) }], FailedEntryCount: 0 });
    expect(stand.occurrences).toContainEqual(
      expect.objectContaining({
        kind: 'event',
        busName: 'orders',
        event: expect.objectContaining({ 'detail-type': 'order-placed', detail: { id: 'x' } }),
      }),
    );
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html
describe('a Lambda data source', () => {
  const deploy = async (source: string, code: string, more: object = {}) => {
    const functionArn = await stand.putFunction('f', source);
    return run({
      dataSources: { f: { type: 'AWS_LAMBDA', lambda_config: { function_arn: functionArn } } },
      resolvers: { 'Query.run': { code, data_source: 'f', ...more } },
    });
  };
  const invoke = both("{ operation: 'Invoke', payload: { a: ctx.args.a } }", '{ result: ctx.result, error: ctx.error }');

  it('when it is invoked, then its result is that of the function', async () => {
    expect((await deploy('export const handler = ({ a }) => ({ b: a });', invoke)).value).toEqual({ result: { b: 'x' } });
  });
  it('when the function throws, then the error is in the context', async () => {
    expect((await deploy("export const handler = () => { throw new Error('boom'); };", invoke)).value).toEqual({
      result: null,
      error: { message: 'boom', type: 'Lambda:Unhandled' },
    });
  });
  it('when the invocation type is Event, then it does not wait', async () => {
    const code = both("{ operation: 'Invoke', invocationType: 'Event', payload: {} }", '{ result: ctx.result }');
    expect((await deploy('export const handler = () => 1;', code)).value).toEqual({ result: null });
    await stand.settled();
    expect(stand.occurrences.filter(({ kind }) => kind === 'invocation')).toHaveLength(1);
  });

  it('when a resolver batches, then the items of a list are one invocation', async () => {
    const functionArn = await stand.putFunction(
      'f',
      'export const handler = (events) => events.map(({ source }) => source.id + source.id + "/" + events.length);',
    );
    const api = await stand.deployApi({
      schema: SCHEMA,
      dataSources: { f: { type: 'AWS_LAMBDA', lambda_config: { function_arn: functionArn } } },
      resolvers: {
        'Query.items': { code: both("{ payload: ['1', '2', '3'].map((id) => ({ id })) }") },
        'Item.twice': { data_source: 'f', max_batch_size: 2 },
      },
    });
    expect(await api.call('{ items { twice } }')).toEqual({ data: { items: [{ twice: '11/2' }, { twice: '22/2' }, { twice: '33/1' }] } });
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers-js.html#returning-individual-errors
describe('a batch with an error of one item', () => {
  const SOURCE = `export const handler = (events) => events.map(({ source }) =>
    source.id === '2' ? { data: null, errorMessage: 'no 2', errorType: 'Missing' } : { data: source.id + source.id });`;
  const items = { code: both("{ payload: ['1', '2'].map((id) => ({ id })) }") };
  const deploy = async (twice: object) => {
    const functionArn = await stand.putFunction('f', SOURCE);
    const dataSources = { f: { type: 'AWS_LAMBDA', lambda_config: { function_arn: functionArn } } };
    return stand.deployApi({
      schema: SCHEMA,
      dataSources,
      resolvers: { 'Query.items': items, 'Item.twice': { data_source: 'f', ...twice } },
    });
  };
  const expected = {
    data: { items: [{ twice: '11' }, { twice: null }] },
    errors: [expect.objectContaining({ path: ['items', 1, 'twice'], message: 'no 2', errorType: 'Missing' })],
  };

  it('when the resolver has no code, then that field has the error, and the others have their data', async () => {
    expect(await (await deploy({ max_batch_size: 5 })).call('{ items { twice } }')).toEqual(expected);
  });

  it('when it has code, then the response handler receives the item as it is', async () => {
    const code = `${IMPORTS}export const request = (ctx) => ({ operation: 'BatchInvoke', payload: { source: ctx.source } });
export const response = (ctx) => { if (ctx.result.errorMessage) { util.error(ctx.result.errorMessage, ctx.result.errorType); } return ctx.result.data; };`;
    expect(await (await deploy({ code })).call('{ items { twice } }')).toEqual(expected);
  });

  it('when the function returns another number of items, then each field has an error', async () => {
    const functionArn = await stand.putFunction('g', 'export const handler = () => [];');
    const api = await stand.deployApi({
      schema: SCHEMA,
      dataSources: { g: { type: 'AWS_LAMBDA', lambda_config: { function_arn: functionArn } } },
      resolvers: { 'Query.items': items, 'Item.twice': { data_source: 'g', max_batch_size: 5 } },
    });
    expect((await api.call('{ items { twice } }')).errors).toHaveLength(2);
  });
});

describe('the trace and the log of a request', () => {
  it('when X-Ray is on, then the API has a segment, its data sources have subsegments, and functions continue the trace', async () => {
    const functionArn = await stand.putFunction('f', 'export const handler = () => "1";');
    const api = await stand.deployApi({
      schema: SCHEMA,
      api: { xray_enabled: true },
      dataSources: { f: { type: 'AWS_LAMBDA', lambda_config: { function_arn: functionArn } } },
      resolvers: { 'Query.run': { data_source: 'f' } },
    });
    const root = '1-5759e988-bd862e3fe1be46a994272793';
    await api.call('{ run }', {}, { 'x-api-key': api.key, 'x-amzn-trace-id': `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });
    const segments = stand.xray.trace(root);
    const [graphql, part, lambda] = ['orders', 'f', 'f'].map(
      (name, index) => segments.filter((one) => one.name === name)[index === 2 ? 1 : 0],
    );
    expect(graphql).toMatchObject({
      parent_id: '53995c3f42cd8ad8',
      origin: 'AWS::AppSync::GraphQLAPI',
      http: { response: { status: 200 } },
    });
    expect([part, lambda].map((one) => one?.parent_id).sort()).toEqual(
      [graphql?.id, [part, lambda].find((one) => one?.parent_id === graphql?.id)?.id].sort(),
    );
  });

  // https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
  it.each([
    [
      'ALL',
      false,
      [
        'Begin Request',
        'GraphQL Query',
        'Request Headers',
        'Begin Execution',
        'RequestMapping',
        'ResponseMapping',
        'Tracing',
        'ExecutionSummary',
        'RequestSummary',
        'End Request',
      ],
    ],
    ['ALL', true, ['Begin Request', 'Begin Execution', 'Tracing', 'ExecutionSummary', 'RequestSummary', 'End Request']],
    ['ERROR', true, ['Begin Request', 'ExecutionSummary', 'RequestSummary', 'End Request']],
  ])('when the level is %s and verbose content is excluded: %s, then the log has these lines', async (level, exclude, kinds) => {
    const api = await stand.deployApi({
      schema: SCHEMA,
      api: { log_config: { cloudwatch_logs_role_arn: 'arn', field_log_level: level, exclude_verbose_content: exclude } },
      resolvers: { 'Query.run': { code: both("{ payload: 'a' }") } },
    });
    await api.call('{ run }');
    const lines = stand.store.prepare('select message from log_event where log_group = ? order by id').all(`/aws/appsync/apis/${api.id}`);
    const kindOf = (message: string): string =>
      message.startsWith('{')
        ? (JSON.parse(message) as { readonly logType: string }).logType
        : (/^\S+ ([A-Z][A-Za-z ]*[a-z])/.exec(message)?.[1] ?? message);
    expect(lines.map(({ message }) => kindOf(String(message)))).toEqual(kinds);
  });

  it('when an operation ends, then an occurrence reports it', async () => {
    const api = await stand.deployApi({ schema: SCHEMA, resolvers: { 'Mutation.run': { code: both("util.error('no')") } } });
    await api.call('mutation { run }');
    expect(stand.occurrences).toContainEqual(
      expect.objectContaining({ kind: 'graphql', apiName: 'orders', operation: 'mutation', fields: ['run'], errors: ['no'] }),
    );
  });
});
